using System.Xml.Linq;
using CacheBackup.LocalAws.ElastiCache.Engines;
using CacheBackup.LocalAws.ElastiCache.Model;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Operations;

internal sealed class CreateCacheCluster(Backend backend, CacheStarter starter) : StateOperation
{
    private const int MostNodes = 40;

    public override IReadOnlyCollection<string> Supported { get; } =
    [
        "CacheClusterId", "NumCacheNodes", "PreferredAvailabilityZone", "Tags",
        // Nobody but replication groups can be encrypted at rest or tiered.
        .. SettingsReader.Supported.Except(["AtRestEncryptionEnabled", "KmsKeyId", "DataTieringEnabled"]),
    ];

    protected override IEnumerable<XElement?> Run(OperationCall call)
    {
        var cluster = Read(call.Parameters, call.State);
        TagSet.Apply(call.Parameters, cluster.Tags);
        call.State.Clusters.Add(cluster.Id, cluster);
        backend.Run(cancellationToken => starter.StartAsync(call.State, cluster, cancellationToken));
        return [CacheClusterXml.Write(cluster, call.State, showNodes: false)];
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
