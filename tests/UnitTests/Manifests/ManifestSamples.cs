using Amazon.ElastiCache.Model;
using CacheBackup.Core.Copies;
using CacheBackup.Core.Manifests;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Requests;
using CacheBackup.Core.Sources;
using CacheBackup.Core.Verification;
using CacheBackup.Rdb;
using CacheBackup.UnitTests.Rdb;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Manifests;

/// <summary>A backup of a cluster with two shards and one copy, on paper.</summary>
internal static class ManifestSamples
{
    private const string ExecutionId = "arn:aws:states:eu-west-1:111122223333:execution:cache-backup:nightly";

    public static readonly DateTimeOffset Started = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);

    public static readonly BucketLocation Export = new("exports", "eu-west-1", "111122223333");

    public static readonly BucketLocation Target = new("copies", "us-east-1", "111122223333");

    public static readonly BackupPlan Plan = new(
        "20261120t030000z-0a1b2c3d", "elasticache/orders/20261120t030000z-0a1b2c3d", "backup-20261120t030000z-0a1b2c3d",
        CreatesSnapshot: true, KeepsSnapshot: false, RepairsGrant: false, Export,
        [new CopyDestination("us-east-1", "copies", "111122223333")], [], new PollingLimits(),
        new VerificationPlan(VerificationLevel.Deep, new VerificationTarget("valkey:8.0", IsOrigin: true, ClusterMode: true), AllowUnverified: false));

    public static readonly SourceCache Source = new(
        SourceKind.ReplicationGroup, "orders", "arn:aws:elasticache:eu-west-1:111122223333:replicationgroup:orders",
        "eu-west-1", "111122223333", "valkey", "8.0.1", "cache.r7g.large",
        ClusterModeEnabled: true, Shards: 2, ReplicasPerShard: 1, SnapshotNode: null,
        "default.valkey8.cluster.on", "private", ["sg-1"], TransitEncryption: true, AtRestEncryption: true, KmsKeyId: null, ["admins"],
        MultiAz: true, AutomaticFailover: true, new Dictionary<string, string> { ["team"] = "shop & co" });

    public static Snapshot Snapshot() => new()
    {
        SnapshotName = Plan.SnapshotName,
        ARN = $"arn:aws:elasticache:eu-west-1:111122223333:snapshot:{Plan.SnapshotName}",
        SnapshotSource = "manual",
        EngineVersion = "8.0.1",
        Port = 6379,
        VpcId = "vpc-1",
        PreferredMaintenanceWindow = "sun:05:00-sun:06:00",
        SnapshotRetentionLimit = 0,
        AutoMinorVersionUpgrade = true,
        NodeSnapshots = [Node("0002", "8192-16383", minute: 7), Node("0001", "0-8191", minute: 5)],
    };

    public static BackupManifest Manifest(Snapshot? snapshot = null) =>
        ManifestBuilder.Build(ExecutionId, Started, Plan, Source, snapshot ?? Snapshot(), Inventory());

    private static BackupInventory Inventory() => new(
        [File(Report("shard-0001.rdb")), File(Report("shard-0002.rdb"))],
        [Report("shard-0001.rdb"), Report("shard-0002.rdb")],
        Started.AddMinutes(20),
        Started.AddMinutes(25));

    private static NodeSnapshot Node(string id, string slots, int minute) => new()
    {
        NodeGroupId = id,
        CacheClusterId = $"orders-{id}-002",
        NodeGroupConfiguration = new NodeGroupConfiguration
        {
            NodeGroupId = id,
            Slots = slots,
            ReplicaCount = 1,
            PrimaryAvailabilityZone = "eu-west-1a",
        },
        CacheSize = "6 MB",
        SnapshotCreateTime = Started.AddMinutes(minute).UtcDateTime,
    };

    private static VerificationReport Report(string name)
    {
        var found = Verifying.Verify(RdbFile.WithKeys(12), VerificationLevel.Deep);
        return new VerificationReport(name, "etag", null, Plan.Verification.Target!.Judge(found), found);
    }

    private static BackupFile File(VerificationReport report)
    {
        var (name, bytes) = (report.File, report.Found.Bytes);
        var checksum = new ObjectChecksum("CRC64NVME", "AB+/cd==", OfWholeObject: true);
        var copy = new FileCopy(Target, bytes, "etag", "v1", checksum, "STANDARD", null, CopyIdentity.L1);
        return new BackupFile(name, bytes, "etag", null, checksum, FileVerification.Of(report), [copy]);
    }
}
