namespace CacheBackup.LocalAws.ElastiCache.Model;

/// <summary>
/// What a cache was asked to be: kept and returned, and copied into its snapshots. Nothing here changes how the real
/// servers run: they listen on a free port of their own, in clear and without users.
/// </summary>
/// <param name="Engine"><c>redis</c>, <c>valkey</c> or <c>memcached</c>.</param>
/// <param name="EngineVersion">Three numbers: <c>7.1.0</c>.</param>
/// <param name="NodeType">Such as <c>cache.r7g.large</c>.</param>
/// <param name="ParameterGroup">One of the default groups.</param>
/// <param name="SubnetGroup">Any name; subnet groups are not emulated.</param>
/// <param name="SecurityGroupIds">Any ids.</param>
/// <param name="Port">The port it has in AWS; snapshots record it.</param>
/// <param name="RetentionDays">Days to keep automatic snapshots, 0-35; 0 for none.</param>
/// <param name="SnapshotWindow">Such as <c>05:00-06:00</c>.</param>
/// <param name="MaintenanceWindow">Such as <c>sun:23:00-mon:01:30</c>.</param>
/// <param name="TopicArn">Where AWS would send notifications.</param>
/// <param name="AutoMinorVersionUpgrade">Recorded only.</param>
/// <param name="TransitEncryption">Recorded only.</param>
/// <param name="TransitEncryptionMode"><c>preferred</c> or <c>required</c>, with transit encryption.</param>
/// <param name="AtRestEncryption">Recorded only.</param>
/// <param name="KmsKeyId">Of encryption at rest.</param>
/// <param name="DataTiering">r6gd node types: such snapshots cannot be exported.</param>
/// <param name="NetworkType"><c>ipv4</c>, <c>ipv6</c> or <c>dual_stack</c>.</param>
/// <param name="IpDiscovery"><c>ipv4</c> or <c>ipv6</c>.</param>
internal sealed record CacheSettings(
    string Engine,
    string EngineVersion,
    string NodeType,
    string ParameterGroup,
    string SubnetGroup,
    IReadOnlyList<string> SecurityGroupIds,
    int Port,
    int RetentionDays,
    string SnapshotWindow,
    string MaintenanceWindow,
    string? TopicArn,
    bool AutoMinorVersionUpgrade,
    bool TransitEncryption,
    string? TransitEncryptionMode,
    bool AtRestEncryption,
    string? KmsKeyId,
    bool DataTiering,
    string NetworkType,
    string IpDiscovery)
{
    public bool IsMemcached => Engine == "memcached";

    /// <summary>Whether the parameter group turns cluster mode on.</summary>
    public bool ClusterModeOn => ParameterGroup.EndsWith(".cluster.on", StringComparison.Ordinal);

    /// <summary>Neither Memcached nor the first node type of all can be snapshotted.</summary>
    public bool CanSnapshot => !IsMemcached && NodeType != "cache.t1.micro";
}
