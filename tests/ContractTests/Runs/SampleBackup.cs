using System.Collections.Concurrent;
using CacheBackup.ContractTests.Reading;
using CacheBackup.Core.Buckets;
using CacheBackup.Core.Copies;
using CacheBackup.Core.Exports;
using CacheBackup.Core.Permissions;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Polling;
using CacheBackup.Core.Recovery;
using CacheBackup.Core.Requests;
using CacheBackup.Core.Sources;
using CacheBackup.Core.Verification;
using CacheBackup.Functions.Copies;
using CacheBackup.Functions.Exports;
using CacheBackup.Functions.Manifests;
using CacheBackup.Functions.Preflight;
using CacheBackup.Functions.Recovery;
using CacheBackup.Functions.Snapshots;
using CacheBackup.Functions.Verification;
using CacheBackup.Rdb;

namespace CacheBackup.ContractTests.Runs;

/// <summary>What the functions answer in the backup of one cache.</summary>
/// <param name="Shards">Of the cache.</param>
/// <param name="Destinations">Of the request.</param>
internal sealed record SampleBackup(int Shards, int Destinations) : IMachineSample
{
    private const string Region = IMachineSample.Region;
    private const string Account = IMachineSample.Account;

    // As long as S3 makes them.
    private const string VersionId = "3sL4kqtJlcpXroDTDmJ-rmSpXd3dIbrHY";
    private const string ETag = "d41d8cd98f00b204e9800998ecf8427e-1000";

    private readonly ConcurrentDictionary<string, int> _invocations = new();

    /// <summary>Whether ElastiCache takes all the time that the request allows it.</summary>
    public bool IsSlow { get; init; }

    /// <summary>Whether the first export leaves files out.</summary>
    public bool ExportsTwice { get; init; }

    /// <summary>Told what PublishManifest gets.</summary>
    public Action<PublishManifestInput> WhenPublished { get; set; } = _ => { };

    /// <summary>How many invocations the verification of a file takes.</summary>
    public Func<string, int> InvocationsOf { get; init; } = _ => 1;

    /// <summary>Slices each file is copied in; 0 for files that fit one invocation.</summary>
    public int SlicesPerFile { get; init; }

    /// <summary>Whether the source is a snapshot by name.</summary>
    public bool OfSnapshot { get; init; }

    public Machine Machine => Machine.Backup;

    public object Request => new BackupRequest(
        OfSnapshot ? new BackupSource(SnapshotName: "automatic.sessions-2026-11-20") : new BackupSource(ReplicationGroupId: "sessions"),
        "exports-eu-west-1-111122223333",
        Destinations: [.. Enumerable.Range(1, Destinations).Select(DestinationOf)]);

    /// <summary>By step; each is given the step's own Input.</summary>
    public IReadOnlyDictionary<string, Func<object, object>> Answers => new Dictionary<string, Func<object, object>>
    {
        ["DescribeSource"] = To<DescribeSourceInput>(Describe),
        ["ValidateBucket"] = To<ValidateBucketInput>(Validate),
        ["CheckPermissions"] = To<CheckPermissionsInput>(Check),
        ["CreateSnapshot"] = To<CreateSnapshotInput>(input => new CreateSnapshotOutput(input.Backup.SnapshotName, "sessions", "creating")),
        ["PollSnapshot"] = To<PollSnapshotInput>(Poll),
        ["ExportSnapshot"] = To<ExportSnapshotInput>(Export),
        ["PollExport"] = To<PollExportInput>(Poll),
        ["VerifyExport"] = To<VerifyExportInput>(Verify),
        ["CopyToRegion"] = To<CopyToRegionInput>(Copy),
        ["PublishManifest"] = To<PublishManifestInput>(Publish),
        ["DeleteSnapshot"] = To<DeleteSnapshotInput>(input => new DeleteSnapshotOutput(input.Backup.SnapshotName, Deleted: true)),
        ["SweepUploads"] = To<SweepUploadsInput>(_ => new SweepUploadsOutput(0, [])),
        ["RollBack"] = To<RollBackInput>(RollBack),
    };

    private static Func<object, object> To<TInput>(Func<TInput, object> answer) => input => answer((TInput)input);

    private static CopyDestination DestinationOf(int number) => new(
        "us-east-1",
        $"copies-{number}-us-east-1-{Account}",
        KmsKeyId: $"arn:aws:kms:us-east-1:{Account}:key/6f8d2c1a-0b3e-4f5d-9c7a-{number:D12}");

    private static VerifiedShard ShardOf(string name) =>
        new(name, 12_884_901_888, ETag, VersionId, "REDIS0011", 123_456_789, RdbVerdict.Unverified);

    // A file that takes several invocations is a part further after each.
    private VerifyExportOutput Verify(VerifyExportInput input)
    {
        var invocation = _invocations.AddOrUpdate(input.Name, 1, (_, before) => before + 1);
        return invocation < InvocationsOf(input.Name)
            ? new(input.Name, IsDone: false, 4_294_967_296L * invocation, null)
            : new(input.Name, IsDone: true, 12_884_901_888, ShardOf(input.Name));
    }

    private DescribeSourceOutput Describe(DescribeSourceInput input)
    {
        var source = new SourceCache(
            SourceKind.ReplicationGroup,
            "sessions",
            $"arn:aws:elasticache:{Region}:{Account}:replicationgroup:sessions",
            Region,
            Account,
            "valkey",
            "8.0",
            "cache.r7g.large",
            ClusterModeEnabled: true,
            Shards,
            ReplicasPerShard: 2,
            SnapshotNode: null,
            "default.valkey8.cluster.on",
            "private",
            ["sg-0123456789abcdef0"],
            TransitEncryption: true,
            AtRestEncryption: true,
            KmsKeyId: null,
            UserGroupIds: [],
            MultiAz: true,
            AutomaticFailover: true,
            new Dictionary<string, string> { ["team"] = "shop" });
        var request = BackupRequest.Parse(input.Request);
        return new(BackupPlanner.Plan(ExecutionArn.Parse(input.ExecutionId), input.StartedAt, request, source), source);
    }

    private static ValidateBucketOutput Validate(ValidateBucketInput input) => new(
        input.Bucket.Location.Bucket,
        input.Bucket.Location.Region,
        new BucketExposure(IsPublic: false, BlocksPublicAccess: true, [], "AES256", "Enabled", ["Nothing removes unfinished uploads."]));

    private static CheckPermissionsOutput Check(CheckPermissionsInput input) =>
        new(GrantVerdict.Granted, $"the bucket policy of {input.Backup.ExportBucket.Bucket} allows it", Repaired: false);

    private PollSnapshotOutput Poll(PollSnapshotInput input)
    {
        var deadline = input.Polling.SnapshotDeadlineSeconds;
        var next = input.Progress.Next(input.Polling, deadline);
        return IsDone(input.Progress, next, deadline) ? new(true, "available", next) : new(false, "creating", next);
    }

    private CopyToRegionOutput Copy(CopyToRegionInput input)
    {
        var key = $"{input.Folder}/{input.Shard.Name}";
        if (input.Slice is not null || (input.Round == 1 && SlicesPerFile > 0))
        {
            // An upload id is as long as S3 makes them.
            var slices = Enumerable.Range(0, input.Slice is null ? SlicesPerFile : 0)
                .Select(index => new CopySlice(new string('u', 128), 128 << 20, (index * 500) + 1, (index + 1) * 500));
            return new CopyToRegionOutput(key, IsDone: false, null, null, [.. slices]);
        }

        return new CopyToRegionOutput(key, IsDone: true, VersionId, CopyIdentity.L1, []);
    }

    private ExportSnapshotOutput Export(ExportSnapshotInput input) =>
        new(new StartedExport(StartedExport.TargetNameOf(input.Backup.Folder, input.Attempt), Shards, input.Attempt));

    private PollExportOutput Poll(PollExportInput input)
    {
        var deadline = input.Backup.Polling.ExportDeadlineSeconds;
        var next = input.Progress.Next(input.Backup.Polling, deadline);
        if (!IsDone(input.Progress, next, deadline))
        {
            return new(ExportOutcome.InProgress, next, "exporting:0123456789abcdef", input.Export.Attempt, []);
        }

        return ExportsTwice && input.Export.Attempt == 1
            ? new(ExportOutcome.ExportAgain, next, null, 2, [])
            : new(ExportOutcome.Complete, next, "available:0123456789abcdef", input.Export.Attempt, NamesOf(input.Export));
    }

    // A slow service is done at the last poll before the deadline, another at the second.
    private bool IsDone(PollProgress now, PollProgress next, int deadline) => IsSlow ? next.IsOver(deadline) : now.WaitSeconds > 0;

    private PublishManifestOutput Publish(PublishManifestInput input)
    {
        WhenPublished(input);
        return new(
            $"{input.Backup.Folder}/manifest.json",
            input.Shards.Count,
            input.Shards.Sum(shard => shard.Bytes),
            input.Backup.Destinations.Count);
    }

    private static RollBackOutput RollBack(RollBackInput input) => input.Backup is null
        ? new(RollBackOutcome.NothingToDo, input.Progress, 0, [])
        : input.Progress.WaitSeconds == 0
            ? new(RollBackOutcome.InProgress, input.Progress.Next(input.Backup.Polling, input.Backup.Polling.ExportDeadlineSeconds), 0, [])
            : new(RollBackOutcome.RolledBack, input.Progress, 7, []);

    private static IReadOnlyList<string> NamesOf(StartedExport export)
    {
        var folder = export.Attempt == 1 ? "" : $"attempt-{export.Attempt}/";
        return [.. Enumerable.Range(1, export.Shards).Select(number => $"{folder}shard-{number:D4}.rdb")];
    }
}
