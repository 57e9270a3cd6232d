using System.Xml.Linq;
using CacheBackup.LocalAws.ElastiCache.Model;

namespace CacheBackup.LocalAws.ElastiCache.Wire;

/// <summary>The <c>CacheCluster</c> structure.</summary>
internal static class CacheClusterXml
{
    public static XElement Write(CacheCluster cluster, RegionState state, bool showNodes)
    {
        var settings = cluster.Settings;
        return Xml.Structure(
            "CacheCluster",
            Xml.Field("CacheClusterId", cluster.Id),
            Xml.Field("ClientDownloadLandingPage", "https://console.aws.amazon.com/elasticache/home#client-download:"),
            Xml.Field("CacheNodeType", settings.NodeType),
            Xml.Field("Engine", settings.Engine),
            Xml.Field("EngineVersion", settings.EngineVersion),
            Xml.Field("CacheClusterStatus", cluster.Status),
            Xml.Field("NumCacheNodes", cluster.Nodes),
            Xml.Field("PreferredAvailabilityZone", cluster.Zone),
            Xml.Field("CacheClusterCreateTime", cluster.Created),
            Xml.Field("PreferredMaintenanceWindow", settings.MaintenanceWindow),
            Xml.Structure("PendingModifiedValues"),
            settings.TopicArn is null ? null : Xml.Structure(
                "NotificationConfiguration", Xml.Field("TopicArn", settings.TopicArn), Xml.Field("TopicStatus", "active")),
            Xml.List("CacheSecurityGroups", []),
            Xml.Structure(
                "CacheParameterGroup",
                Xml.Field("CacheParameterGroupName", settings.ParameterGroup),
                Xml.Field("ParameterApplyStatus", "in-sync"),
                Xml.List("CacheNodeIdsToReboot", [])),
            Xml.Field("CacheSubnetGroupName", settings.SubnetGroup),
            showNodes ? Xml.List("CacheNodes", Enumerable.Range(1, cluster.Nodes).Select(i => Node(cluster, $"{i:0000}"))) : null,
            Xml.Field("AutoMinorVersionUpgrade", settings.AutoMinorVersionUpgrade),
            Xml.List("SecurityGroups", settings.SecurityGroupIds.Select(SecurityGroup)),
            Xml.Field("ReplicationGroupId", cluster.Group?.Id),
            settings.IsMemcached ? null : Xml.Field("SnapshotRetentionLimit", settings.RetentionDays),
            settings.IsMemcached ? null : Xml.Field("SnapshotWindow", settings.SnapshotWindow),
            Xml.Field("AuthTokenEnabled", false),
            Xml.Field("TransitEncryptionEnabled", settings.TransitEncryption),
            Xml.Field("AtRestEncryptionEnabled", settings.AtRestEncryption),
            Xml.Field("ARN", state.Arn("cluster", cluster.Id)),
            Xml.Field("ReplicationGroupLogDeliveryEnabled", false),
            Xml.List("LogDeliveryConfigurations", []),
            Xml.Field("NetworkType", settings.NetworkType),
            Xml.Field("IpDiscovery", settings.IpDiscovery),
            Xml.Field("TransitEncryptionMode", settings.TransitEncryptionMode));
    }

    private static XElement SecurityGroup(string id) =>
        Xml.Structure("member", Xml.Field("SecurityGroupId", id), Xml.Field("Status", "active"));

    private static XElement Node(CacheCluster cluster, string id) => Xml.Structure(
        "CacheNode",
        Xml.Field("CacheNodeId", id),
        Xml.Field("CacheNodeStatus", cluster.Status),
        Xml.Field("CacheNodeCreateTime", cluster.Created),
        cluster.Status == Status.Creating ? null : EndpointXml.Write("Endpoint", cluster),
        Xml.Field("ParameterGroupStatus", "in-sync"),
        Xml.Field("CustomerAvailabilityZone", cluster.Zone));
}
