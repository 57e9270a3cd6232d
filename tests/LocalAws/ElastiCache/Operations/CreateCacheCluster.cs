using System.Xml.Linq;
using CacheBackup.LocalAws.ElastiCache.Buckets;
using CacheBackup.LocalAws.ElastiCache.Engines;
using CacheBackup.LocalAws.ElastiCache.Model;
using CacheBackup.LocalAws.ElastiCache.Seeding;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Operations;

internal sealed class CreateCacheCluster(Backend backend, CacheStarter starter, S3Clients clients)
    : CreateOperation(clients)
{
    private const int MostNodes = 40;

    public override IReadOnlyCollection<string> Supported { get; } =
    [
        "CacheClusterId", "NumCacheNodes", "PreferredAvailabilityZone", "Tags",
        // Nobody but replication groups can be encrypted at rest or tiered.
        .. SettingsReader.Supported.Except(["AtRestEncryptionEnabled", "KmsKeyId", "DataTieringEnabled"]), .. Seed.Supported,
    ];

    protected override void Check(OperationCall call) => Read(call);

    protected override XElement Create(OperationCall call)
    {
        var (cluster, seed) = Read(call);
        TagSet.Apply(call.Parameters, cluster.Tags);
        call.State.Clusters.Add(cluster.Id, cluster);
        seed?.Take();
        backend.Run(cancellationToken => starter.StartAsync(call.State, cluster, seed, cancellationToken));
        return CacheClusterXml.Write(cluster, call.State, showNodes: false);
    }

    private (CacheCluster Cluster, Seed? Seed) Read(OperationCall call)
    {
        var seed = Seed.Read(call.Parameters, call.State);
        if (seed?.Arns.Count > 1)
        {
            throw ServiceError.InvalidValue(
                $"SnapshotArns of a cache cluster is a list of a single element, {seed.Arns.Count} were given.");
        }

        var parameters = SnapshotDefaults.Apply(call.Parameters, seed?.Snapshot);
        var cluster = Read(parameters, call.State);
        SeedRules.Check(seed, cluster.Settings, clusterEnabled: false);
        return (cluster, seed);
    }

    private CacheCluster Read(QueryParameters parameters, RegionState state)
    {
        var id = Names.CacheCluster(parameters.Required("CacheClusterId"));
        if (state.Clusters.ContainsKey(id))
        {
            throw ServiceError.BadRequest("CacheClusterAlreadyExists", $"Cache cluster {id} already exists.");
        }

        var engine = Engine(parameters);
        var settings = SettingsReader.Read(parameters, engine, clusterMode: false);
        if (settings.ClusterModeOn)
        {
            throw ServiceError.InvalidCombination("Cluster mode should be disabled in parameter group, but found it is enabled.");
        }

        var zone = parameters.Text("PreferredAvailabilityZone") ?? Zones.Of(state.Region, 0);
        return new CacheCluster(id, settings, zone, backend.Now) { Nodes = Nodes(parameters, engine) };
    }

    private static string Engine(QueryParameters parameters)
    {
        var engine = parameters.Required("Engine");
        return engine != "valkey"
            ? engine
            : throw ServiceError.InvalidValue(
                "This API doesn't support Valkey engine. Please use CreateReplicationGroup API for Valkey cluster creation.");
    }

    private static int Nodes(QueryParameters parameters, string engine)
    {
        var nodes = parameters.Number("NumCacheNodes", 1, MostNodes)
            ?? throw ServiceError.InvalidValue("The parameter NumCacheNodes must be provided and must not be blank.");
        return nodes == 1 || engine == "memcached"
            ? nodes
            : throw ServiceError.InvalidValue("Cannot create a Redis cluster with a NumCacheNodes parameter greater than 1.");
    }
}
