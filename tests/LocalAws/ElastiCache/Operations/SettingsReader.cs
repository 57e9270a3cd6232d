using System.Text.RegularExpressions;
using CacheBackup.LocalAws.ElastiCache.Model;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Operations;

/// <summary>Reads a new cache's settings, with ElastiCache's defaults and checks.</summary>
internal static partial class SettingsReader
{
    /// <summary>The parameters it reads.</summary>
    public static readonly IReadOnlyList<string> Supported =
    [
        "Engine", "EngineVersion", "CacheNodeType", "CacheParameterGroupName", "CacheSubnetGroupName", "SecurityGroupIds", "Port",
        "SnapshotRetentionLimit", "SnapshotWindow", "PreferredMaintenanceWindow", "NotificationTopicArn", "AutoMinorVersionUpgrade",
        "TransitEncryptionEnabled", "TransitEncryptionMode", "AtRestEncryptionEnabled", "KmsKeyId", "DataTieringEnabled", "NetworkType",
        "IpDiscovery",
    ];

    /// <param name="parameters">The request.</param>
    /// <param name="engine">The engine, already defaulted.</param>
    /// <param name="clusterMode">Whether the default parameter group is the one with cluster mode on.</param>
    public static CacheSettings Read(QueryParameters parameters, string engine, bool clusterMode)
    {
        var (version, family) = EngineVersions.Find(engine, parameters.Text("EngineVersion"));
        var group = parameters.Text("CacheParameterGroupName") ?? $"default.{family}{(clusterMode ? ".cluster.on" : "")}";
        EngineVersions.RequireFamily(group, family);
        var transit = parameters.Flag("TransitEncryptionEnabled") ?? false;
        var settings = new CacheSettings(
            engine,
            version,
            NodeType(parameters),
            group,
            parameters.Text("CacheSubnetGroupName") ?? "default",
            parameters.List("SecurityGroupIds"),
            parameters.Number("Port", 1, 65535) ?? (engine == "memcached" ? 11211 : 6379),
            parameters.Number("SnapshotRetentionLimit", 0, 35) ?? 0,
            parameters.Text("SnapshotWindow") ?? "05:00-06:00",
            parameters.Text("PreferredMaintenanceWindow") ?? "sun:23:00-mon:01:30",
            parameters.Text("NotificationTopicArn"),
            parameters.Flag("AutoMinorVersionUpgrade") ?? true,
            transit,
            parameters.OneOf("TransitEncryptionMode", "preferred", "required") ?? (transit ? "required" : null),
            parameters.Flag("AtRestEncryptionEnabled") ?? engine == "valkey",
            parameters.Text("KmsKeyId"),
            parameters.Flag("DataTieringEnabled") ?? false,
            parameters.OneOf("NetworkType", "ipv4", "ipv6", "dual_stack") ?? "ipv4",
            parameters.OneOf("IpDiscovery", "ipv4", "ipv6") ?? "ipv4");
        Check(settings);
        return settings;
    }

    private static string NodeType(QueryParameters parameters)
    {
        var type = parameters.Required("CacheNodeType");
        return NodeTypePattern().IsMatch(type) ? type : throw ServiceError.InvalidValue($"Invalid cache node type: {type}");
    }

    private static void Check(CacheSettings settings)
    {
        if (!settings.CanSnapshot && settings.RetentionDays > 0)
        {
            throw ServiceError.InvalidCombination(
                "Instance type does not support snapshotting. Snapshot retention limit parameter should not be specified.");
        }

        if (settings.DataTiering != settings.NodeType.StartsWith("cache.r6gd.", StringComparison.Ordinal))
        {
            throw ServiceError.InvalidCombination("Data tiering must be enabled for r6gd node types, and for no others.");
        }

        if (settings is { KmsKeyId: not null, AtRestEncryption: false })
        {
            throw ServiceError.InvalidCombination("KmsKeyId needs encryption at rest to be enabled.");
        }
    }

    // The families of the user guide, November 2026, earlier generations too.
    [GeneratedRegex(@"^cache\.(t1\.micro|t(2|3|4g)\.(micro|small|medium)|(m1|m2|m3|m4|m5|m6g|m7g|m8g|r3|r4|r5|r6g|r6gd|r7g|r8g|c1|c7gn|c8gn)\.(small|medium|large|\d*xlarge))$")]
    private static partial Regex NodeTypePattern();
}
