using System.Xml.Linq;
using CacheBackup.LocalAws.ElastiCache.Model;

namespace CacheBackup.LocalAws.ElastiCache.Wire;

/// <summary>The <c>ReplicationGroup</c> structure.</summary>
internal static class ReplicationGroupXml
{
    public static XElement Write(ReplicationGroup group, RegionState state)
    {
        var settings = group.Settings;
        var isUp = group.Status is not (Status.Creating or Status.CreateFailed or Status.RestoreFailed);
        return Xml.Structure(
            "ReplicationGroup",
            Xml.Field("ReplicationGroupId", group.Id),
            Xml.Field("Description", group.Description),
            Xml.Field("Status", group.Status),
            Xml.Structure("PendingModifiedValues"),
            Xml.List("MemberClusters", "ClusterId", group.Members.Select(member => member.Id)),
            isUp ? Xml.List("NodeGroups", group.Shards.Select(shard => NodeGroup(group, shard))) : null,
            SnapshottingCluster(group),
            Xml.Field("AutomaticFailover", group.AutomaticFailover ? "enabled" : "disabled"),
            Xml.Field("MultiAZ", group.MultiZone ? "enabled" : "disabled"),
            isUp && group.ClusterEnabled ? EndpointXml.Write("ConfigurationEndpoint", group.Shards[0].Primary) : null,
            Xml.Field("SnapshotRetentionLimit", settings.RetentionDays),
            Xml.Field("SnapshotWindow", settings.SnapshotWindow),
            Xml.Field("ClusterEnabled", group.ClusterEnabled),
            Xml.Field("CacheNodeType", settings.NodeType),
            Xml.Field("AuthTokenEnabled", false),
            Xml.Field("TransitEncryptionEnabled", settings.TransitEncryption),
            Xml.Field("AtRestEncryptionEnabled", settings.AtRestEncryption),
            Xml.Field("KmsKeyId", settings.KmsKeyId),
            Xml.Field("ARN", state.Arn("replicationgroup", group.Id)),
            Xml.List("UserGroupIds", "member", group.UserGroupIds),
            Xml.List("LogDeliveryConfigurations", []),
            Xml.Field("ReplicationGroupCreateTime", group.Created),
            Xml.Field("DataTiering", settings.DataTiering ? "enabled" : "disabled"),
            Xml.Field("AutoMinorVersionUpgrade", settings.AutoMinorVersionUpgrade),
            Xml.Field("NetworkType", settings.NetworkType),
            Xml.Field("IpDiscovery", settings.IpDiscovery),
            Xml.Field("TransitEncryptionMode", settings.TransitEncryptionMode),
            Xml.Field("ClusterMode", group.ClusterEnabled ? "enabled" : "disabled"),
            Xml.Field("Engine", settings.Engine));
    }

    private static XElement? SnapshottingCluster(ReplicationGroup group) =>
        group is { ClusterEnabled: false, Settings.RetentionDays: > 0 }
            ? Xml.Field("SnapshottingClusterId", group.Shards[0].SnapshotSource.Id)
            : null;

    private static XElement NodeGroup(ReplicationGroup group, Shard shard) => Xml.Structure(
        "NodeGroup",
        Xml.Field("NodeGroupId", shard.Id),
        Xml.Field("Status", group.Status),
        group.ClusterEnabled ? null : EndpointXml.Write("PrimaryEndpoint", shard.Primary),
        // In AWS one name for all replicas; here the one that is a replica for sure.
        group.ClusterEnabled ? null : EndpointXml.Write("ReaderEndpoint", shard.Members[^1]),
        Xml.Field("Slots", shard.Slots),
        Xml.List("NodeGroupMembers", shard.Members.Select(member => Member(group, shard, member))));

    private static XElement Member(ReplicationGroup group, Shard shard, CacheCluster member) => Xml.Structure(
        "NodeGroupMember",
        Xml.Field("CacheClusterId", member.Id),
        Xml.Field("CacheNodeId", "0001"),
        group.ClusterEnabled ? null : EndpointXml.Write("ReadEndpoint", member),
        Xml.Field("PreferredAvailabilityZone", member.Zone),
        // AWS tells roles only where ElastiCache itself decides them: with cluster mode enabled the cluster does.
        group.ClusterEnabled ? null : Xml.Field("CurrentRole", member == shard.Primary ? "primary" : "replica"));
}
