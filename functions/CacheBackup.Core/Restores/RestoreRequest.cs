using System.Text.Json;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Requests;

namespace CacheBackup.Core.Restores;

/// <summary>
/// The input of one execution of the restore machine. The new cache is made in the machine's own Region and account. Unknown
/// and missing fields are refused by name.
/// </summary>
/// <param name="Backup">What to restore.</param>
/// <param name="NewCache">The cache to make of it. What is null is as the backup's cache was.</param>
/// <param name="Polling">How often and how long to wait.</param>
/// <param name="DrillId">Set by the drill machine only: the restore's id, and the mark of a cache that the drill will delete.</param>
public sealed record RestoreRequest(RestoreSource Backup, NewCache NewCache, RestorePolling Polling, string? DrillId = null)
{
    /// <summary>Reads an execution's input.</summary>
    /// <exception cref="InvalidRestoreRequestException">The message lists every problem: field, value, and what it has to be.</exception>
    public static RestoreRequest Parse(JsonElement input) => RestoreRequestReader.Read(input);
}

/// <summary>What to restore: exactly one of <paramref name="Manifest"/>, <paramref name="Latest"/> and <paramref name="Files"/>.</summary>
/// <param name="Manifest">A backup by its manifest.</param>
/// <param name="Latest">The newest backup of a cache.</param>
/// <param name="Files">RDB files from anywhere, in one bucket of the machine's Region.</param>
/// <param name="Region">Region of the bucket; null for the machine's own.</param>
/// <param name="AccountId">Owner of the bucket, 12 digits; null for the machine's own account.</param>
/// <param name="CopyTo">
/// A bucket of the machine's Region and account that a backup is copied to first where it has no files in that Region.
/// </param>
public sealed record RestoreSource(
    ObjectPath? Manifest = null,
    LatestBackup? Latest = null,
    IReadOnlyList<ObjectPath>? Files = null,
    string? Region = null,
    string? AccountId = null,
    string? CopyTo = null);

/// <summary>The newest backup of a cache in a bucket.</summary>
/// <param name="CacheId">Id of the cache that was backed up.</param>
/// <param name="Bucket">Where: the export bucket or a destination.</param>
/// <param name="KeyPrefix">Key prefix of every backup, without a slash at either end.</param>
public sealed record LatestBackup(string CacheId, string Bucket, string KeyPrefix = "elasticache");

/// <summary>The cache to make. Null means: as the backup's cache was, where that can be said of another Region.</summary>
/// <param name="ReplicationGroupId">Its id, 1-40 characters.</param>
/// <param name="NodeType">Such as <c>cache.r7g.large</c>. Files need it.</param>
/// <param name="Engine"><c>valkey</c> or <c>redis</c>. Files need it.</param>
/// <param name="EngineVersion">Such as <c>8.0</c>. Files, and another engine, need it.</param>
/// <param name="ClusterMode">Whether keys are spread over shards by slots.</param>
/// <param name="Shards">1-500. Another number than the backup's spreads the slots evenly.</param>
/// <param name="ReplicasPerShard">0-5.</param>
/// <param name="ParameterGroup">Name of a cache parameter group.</param>
/// <param name="SubnetGroup">Name of a cache subnet group.</param>
/// <param name="SecurityGroupIds">VPC security groups.</param>
/// <param name="TransitEncryption">Whether clients connect by TLS.</param>
/// <param name="AtRestEncryption">Whether its disk data is encrypted.</param>
/// <param name="KmsKeyId">ARN of the key for that; null for the backup's in its own Region, else AWS's.</param>
/// <param name="UserGroupIds">RBAC user groups.</param>
/// <param name="Tags">Added to the backup's tags, over those of the same key.</param>
public sealed record NewCache(
    string ReplicationGroupId,
    string? NodeType = null,
    string? Engine = null,
    string? EngineVersion = null,
    bool? ClusterMode = null,
    int? Shards = null,
    int? ReplicasPerShard = null,
    string? ParameterGroup = null,
    string? SubnetGroup = null,
    IReadOnlyList<string>? SecurityGroupIds = null,
    bool? TransitEncryption = null,
    bool? AtRestEncryption = null,
    string? KmsKeyId = null,
    IReadOnlyList<string>? UserGroupIds = null,
    IReadOnlyDictionary<string, string>? Tags = null);

/// <summary>How often and how long a restore waits for ElastiCache. Waits grow by half each time.</summary>
/// <param name="IntervalSeconds">The first wait, 1-300 s.</param>
/// <param name="MaximumIntervalSeconds">No wait is longer, 1-3600 s.</param>
/// <param name="CacheDeadlineSeconds">The cache is given up after this, 60-86400 s.</param>
public sealed record RestorePolling(int IntervalSeconds = 20, int MaximumIntervalSeconds = 300, int CacheDeadlineSeconds = 14400)
{
    /// <summary>The first wait and the cap.</summary>
    internal PollingLimits Limits => new(IntervalSeconds, MaximumIntervalSeconds);
}
