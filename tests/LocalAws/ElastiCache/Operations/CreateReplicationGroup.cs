using System.Xml.Linq;
using CacheBackup.LocalAws.ElastiCache.Buckets;
using CacheBackup.LocalAws.ElastiCache.Engines;
using CacheBackup.LocalAws.ElastiCache.Model;
using CacheBackup.LocalAws.ElastiCache.Seeding;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Operations;

internal sealed class CreateReplicationGroup(Backend backend, CacheStarter starter, S3Clients clients)
    : CreateOperation(clients)
{
    public override IReadOnlyCollection<string> Supported { get; } =
    [
        "ReplicationGroupId", "ReplicationGroupDescription", "AutomaticFailoverEnabled", "MultiAZEnabled", "UserGroupIds", "Tags",
        .. SettingsReader.Supported, .. GroupTopology.Supported, .. Seed.Supported,
    ];

    protected override void Check(OperationCall call) => Read(call);

    protected override XElement Create(OperationCall call)
    {
        var (group, seed) = Read(call);
        TagSet.Apply(call.Parameters, [group.Tags, .. group.Members.Select(member => member.Tags)]);
        call.State.Groups.Add(group.Id, group);
        foreach (var member in group.Members)
        {
            call.State.Clusters.Add(member.Id, member);
        }

        seed?.Take();
        backend.Run(cancellationToken => starter.StartAsync(call.State, group, seed, cancellationToken));
        return ReplicationGroupXml.Write(group, call.State);
    }

    private (ReplicationGroup Group, Seed? Seed) Read(OperationCall call)
    {
        var seed = Seed.Read(call.Parameters, call.State);
        var parameters = SnapshotDefaults.Apply(call.Parameters, seed?.Snapshot);
        var group = Read(parameters, call.State);
        SeedRules.Check(seed, group.Settings, group.ClusterEnabled);
        return (group, seed);
    }

    private ReplicationGroup Read(QueryParameters parameters, RegionState state)
    {
        var id = Names.ReplicationGroup(parameters.Required("ReplicationGroupId"));
        if (state.Groups.ContainsKey(id))
        {
            throw ServiceError.BadRequest("ReplicationGroupAlreadyExists", $"Replication group {id} already exists.");
        }

        var engine = Engine(parameters);
        var settings = SettingsReader.Read(parameters, engine, GroupTopology.AsksForClusterMode(parameters));
        var plans = GroupTopology.Read(parameters, settings.ClusterModeOn);
        var failover = AutomaticFailover(parameters, settings.ClusterModeOn, plans);
        var group = new ReplicationGroup(id, parameters.Required("ReplicationGroupDescription"), settings, backend.Now)
        {
            ClusterEnabled = settings.ClusterModeOn,
            AutomaticFailover = failover,
            MultiZone = MultiZone(parameters, failover),
            UserGroupIds = parameters.List("UserGroupIds"),
        };
        group.Shards = [.. plans.Select(plan => Shard(group, plan, state.Region))];
        if (group.Members.FirstOrDefault(member => state.Clusters.ContainsKey(member.Id)) is { } taken)
        {
            throw ServiceError.BadRequest("CacheClusterAlreadyExists", $"Cache cluster {taken.Id} already exists.");
        }

        return group;
    }

    private static string Engine(QueryParameters parameters) => parameters.Text("Engine") switch
    {
        "memcached" => throw ServiceError.InvalidValue("Replication groups are not supported for the memcached engine."),
        { } engine => engine,
        null => "redis",
    };

    private static bool AutomaticFailover(QueryParameters parameters, bool clusterEnabled, IReadOnlyList<ShardPlan> plans)
    {
        var asked = parameters.Flag("AutomaticFailoverEnabled");
        return (asked, clusterEnabled) switch
        {
            (false, true) => throw ServiceError.InvalidValue(
                "Redis with cluster mode enabled cannot be created with auto failover turned off."),
            (true, false) when plans[0].Replicas == 0 => throw ServiceError.InvalidCombination(
                "When using automatic failover, there must be at least 2 cache clusters in the replication group."),
            _ => asked ?? clusterEnabled,
        };
    }

    private static bool MultiZone(QueryParameters parameters, bool automaticFailover) =>
        parameters.Flag("MultiAZEnabled") is not true
            ? false
            : automaticFailover ? true : throw ServiceError.InvalidCombination("Must enable automatic failover if Multi-AZ is enabled.");

    private Shard Shard(ReplicationGroup group, ShardPlan plan, string region) =>
        new(plan.Id, plan.Slots, [.. Enumerable.Range(0, plan.Replicas + 1).Select(i => Node(group, plan, region, i))]);

    private CacheCluster Node(ReplicationGroup group, ShardPlan plan, string region, int index)
    {
        var id = group.ClusterEnabled ? $"{group.Id}-{plan.Id}-{index + 1:000}" : $"{group.Id}-{index + 1:000}";
        var zone = plan.Zones.ElementAtOrDefault(index) ?? Zones.Of(region, index);
        return new CacheCluster(id, group.Settings, zone, backend.Now) { Group = group };
    }
}
