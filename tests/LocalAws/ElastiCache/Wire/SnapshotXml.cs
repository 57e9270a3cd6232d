using System.Xml.Linq;
using CacheBackup.LocalAws.ElastiCache.Model;

namespace CacheBackup.LocalAws.ElastiCache.Wire;

/// <summary>The <c>Snapshot</c> structure.</summary>
internal static class SnapshotXml
{
    /// <param name="snapshot">What to write.</param>
    /// <param name="state">Where it is.</param>
    /// <param name="showConfiguration">Whether slots and replicas are told.</param>
    public static XElement Write(Snapshot snapshot, RegionState state, bool showConfiguration)
    {
        var settings = snapshot.Settings;
        return Xml.Structure(
            "Snapshot",
            [
                Xml.Field("SnapshotName", snapshot.Name),
                .. Source(snapshot),
                Xml.Field("SnapshotStatus", snapshot.Status),
                Xml.Field("SnapshotSource", snapshot.IsAutomatic ? "automated" : "manual"),
                Xml.Field("CacheNodeType", settings.NodeType),
                Xml.Field("Engine", settings.Engine),
                Xml.Field("EngineVersion", settings.EngineVersion),
                Xml.Field("PreferredMaintenanceWindow", settings.MaintenanceWindow),
                Xml.Field("TopicArn", settings.TopicArn),
                Xml.Field("Port", settings.Port),
                Xml.Field("CacheParameterGroupName", settings.ParameterGroup),
                Xml.Field("CacheSubnetGroupName", settings.SubnetGroup),
                Xml.Field("AutoMinorVersionUpgrade", settings.AutoMinorVersionUpgrade),
                Xml.Field("SnapshotRetentionLimit", settings.RetentionDays),
                Xml.Field("SnapshotWindow", settings.SnapshotWindow),
                Xml.List("NodeSnapshots", snapshot.Shards.Select(shard => NodeSnapshot(snapshot, shard, showConfiguration))),
                Xml.Field("KmsKeyId", snapshot.KmsKeyId),
                Xml.Field("ARN", state.Arn("snapshot", snapshot.Name)),
                Xml.Field("DataTiering", settings.DataTiering ? "enabled" : "disabled"),
            ]);
    }

    /// <summary>A whole cluster names its group and counts shards; anything else names its node.</summary>
    private static IEnumerable<XElement?> Source(Snapshot snapshot) => snapshot.Node is { } node
        ?
        [
            Xml.Field("CacheClusterId", node.Id),
            Xml.Field("NumCacheNodes", node.Nodes),
            Xml.Field("PreferredAvailabilityZone", node.Zone),
            Xml.Field("CacheClusterCreateTime", node.Created),
        ]
        :
        [
            Xml.Field("ReplicationGroupId", snapshot.Group!.Id),
            Xml.Field("ReplicationGroupDescription", snapshot.Group.Description),
            Xml.Field("NumNodeGroups", snapshot.Shards.Count),
            Xml.Field("AutomaticFailover", snapshot.Group.AutomaticFailover ? "enabled" : "disabled"),
        ];

    private static XElement NodeSnapshot(Snapshot snapshot, ShardSnapshot shard, bool showConfiguration)
    {
        var isWhole = shard.Completed is not null;
        return Xml.Structure(
            "NodeSnapshot",
            isWhole ? Xml.Field("CacheClusterId", shard.Node.Id) : null,
            Xml.Field("NodeGroupId", shard.Shard.Id),
            isWhole ? Xml.Field("CacheNodeId", "0001") : null,
            showConfiguration ? Configuration(snapshot, shard.Shard) : null,
            isWhole ? Xml.Field("CacheSize", Megabytes(shard.UsedBytes!.Value)) : null,
            isWhole ? Xml.Field("CacheNodeCreateTime", shard.Node.Created) : null,
            Xml.Field("SnapshotCreateTime", shard.Completed));
    }

    private static XElement Configuration(Snapshot snapshot, Shard shard) => Xml.Structure(
        "NodeGroupConfiguration",
        Xml.Field("NodeGroupId", shard.Id),
        Xml.Field("Slots", shard.Slots),
        Xml.Field("ReplicaCount", shard.Members.Count - 1),
        Xml.Field("PrimaryAvailabilityZone", shard.Primary.Zone),
        snapshot.Group is null
            ? null
            : Xml.List("ReplicaAvailabilityZones", "AvailabilityZone", shard.Members.Skip(1).Select(member => member.Zone)));

    private static string Megabytes(long bytes) => $"{Math.Max(1, (bytes + 524_288) / 1_048_576)} MB";
}
