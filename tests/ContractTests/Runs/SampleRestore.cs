using System.Collections.Concurrent;
using CacheBackup.ContractTests.Reading;
using CacheBackup.Core.Copies;
using CacheBackup.Core.Permissions;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Polling;
using CacheBackup.Core.Requests;
using CacheBackup.Core.Restores;
using CacheBackup.Functions.Restores;

namespace CacheBackup.ContractTests.Runs;

/// <summary>What the functions answer in a restore of files.</summary>
/// <param name="Shards">Of the new cache, one for each file.</param>
internal sealed record SampleRestore(int Shards) : IMachineSample
{
    private const string Manifest = "s3://backups/elasticache/sessions/1/manifest.json";

    private readonly ConcurrentDictionary<string, int> _invocations = new();

    /// <summary>Whether the files are a backup's, which have their reports.</summary>
    public bool OfManifest { get; init; }

    /// <summary>Characters in the key of a file.</summary>
    public int KeyLength { get; init; } = 40;

    /// <summary>Whether the backup is in another Region only, without the reports of its files, and is copied first.</summary>
    public bool IsCopied { get; init; }

    /// <summary>Slices each file is copied in; 0 for files that fit one invocation.</summary>
    public int SlicesPerFile { get; init; }

    /// <summary>Whether the files of a backup have their reports in the other Region too.</summary>
    public bool HasReports { get; init; }

    /// <summary>How many invocations the verification of each file takes.</summary>
    public int InvocationsPerFile { get; init; } = 1;

    /// <summary>Whether ElastiCache takes all the time that the request allows it.</summary>
    public bool IsSlow { get; init; }

    public Machine Machine => Machine.Restore;

    public object Request => new Dictionary<string, object>
    {
        ["Backup"] = IsCopied ? new { Manifest, Region = "us-east-1", CopyTo = "uploads" }
            : OfManifest ? new { Manifest } : new { Files = Keys.Select(key => $"s3://uploads/{key}") },
        ["NewCache"] = new { ReplicationGroupId = "restored", NodeType = "cache.r7g.large", Engine = "valkey", EngineVersion = "8.0" },
    };

    public IReadOnlyDictionary<string, Func<object, object>> Answers => new Dictionary<string, Func<object, object>>
    {
        ["ReadBackup"] = To<ReadBackupInput>(Read),
        ["CopySeedFile"] = To<CopySeedFileInput>(Copy),
        ["PublishSeedCopy"] = To<PublishSeedCopyInput>(input => new PublishSeedCopyOutput(input.Copy.Destination.Bucket, HasReports ? [] : KeysOfFiles)),
        ["VerifySeedFile"] = To<VerifySeedFileInput>(Verify),
        ["ValidateSeed"] = To<ValidateSeedInput>(Validate),
        ["GrantSeedAccess"] = To<GrantSeedAccessInput>(_ => new GrantSeedAccessOutput(GrantVerdict.Granted, "a statement allows it", SeedGrantKind.PolicyStatement)),
        ["CreateCache"] = To<CreateCacheInput>(input => new CreateCacheOutput(input.Restore.Cache.Id, "creating")),
        ["PollCache"] = To<PollCacheInput>(Poll),
        ["VerifyRestore"] = To<VerifyRestoreInput>(input => new VerifyRestoreOutput(true, input.Facts.Total.Keys, "All keys are there.")),
        ["RevokeSeedAccess"] = To<RevokeSeedAccessInput>(input => new RevokeSeedAccessOutput(input.Restore.Seed.Bucket.Bucket, Removed: true)),
        ["RollBackRestore"] = To<RollBackRestoreInput>(RollBack),
    };

    private IReadOnlyList<string> Keys => OfManifest || IsCopied ? [] : KeysOfFiles;

    private IReadOnlyList<string> KeysOfFiles => [.. Enumerable.Range(1, Shards).Select(number => $"{number:0000}.rdb".PadLeft(KeyLength, 'k'))];

    private static Func<object, object> To<TInput>(Func<TInput, object> answer) => input => answer((TInput)input);

    private ReadBackupOutput Read(ReadBackupInput input)
    {
        var execution = ExecutionArn.Parse(input.ExecutionId);
        var request = RestoreRequest.Parse(input.Request);
        var (cache, findings) = CachePlanner.Plan(execution, request.NewCache, Shards);
        var bucket = new BucketLocation("uploads", execution.Region, execution.AccountId);
        var seed = new SeedLocation(bucket, request.Backup.Manifest?.Key, Keys);
        var plan = new RestorePlan(BackupPlanner.BackupIdOf(execution, input.StartedAt), seed, cache, request.Polling);
        var copy = IsCopied
            ? new SeedCopy(
                seed with { Bucket = new BucketLocation("backups", "us-east-1", execution.AccountId) },
                new CopyDestination(bucket.Region, bucket.Bucket, bucket.AccountId))
            : null;
        string[] names = [.. Enumerable.Range(1, copy is null ? 0 : Shards).Select(number => $"shard-{number:0000}.rdb")];
        return new ReadBackupOutput(plan, seed.ManifestKey is null ? null : "20261119t030000z-00c0ffee", Keys, findings, copy, names);
    }

    // An upload id is as long as S3 makes them.
    private CopySeedFileOutput Copy(CopySeedFileInput input)
    {
        var isDone = input is { Slice: null, Round: > 1 } || SlicesPerFile == 0;
        var slices = Enumerable.Range(0, isDone || input.Slice is not null ? 0 : SlicesPerFile)
            .Select(index => new CopySlice(new string('u', 128), 128 << 20, (index * 500) + 1, (index + 1) * 500));
        return new CopySeedFileOutput(input.Name, isDone, isDone ? CopyIdentity.L1 : null, [.. slices]);
    }

    private VerifySeedFileOutput Verify(VerifySeedFileInput input)
    {
        var invocation = _invocations.AddOrUpdate(input.Key, 1, (_, count) => count + 1);
        return new VerifySeedFileOutput(input.Key, invocation >= InvocationsPerFile, invocation * 12_884_901_888);
    }

    private ValidateSeedOutput Validate(ValidateSeedInput input)
    {
        var keys = new ExpectedKeys(123_456_789, 12_345_678, 0);
        return new ValidateSeedOutput(
            new SeedFacts(Shards, Shards * 12_884_901_888, keys, [.. Enumerable.Repeat(keys, Shards)]), [.. Enumerable.Repeat(new string('f', 300), 20)]);
    }

    // A slow service is done at the last poll before the deadline, another at the second.
    private PollCacheOutput Poll(PollCacheInput input)
    {
        var deadline = input.Restore.Polling.CacheDeadlineSeconds;
        var limits = new PollingLimits(input.Restore.Polling.IntervalSeconds, input.Restore.Polling.MaximumIntervalSeconds);
        var next = input.Progress.Next(limits, deadline);
        return (IsSlow ? next.IsOver(deadline) : input.Progress.WaitSeconds > 0)
            ? new PollCacheOutput(true, "available", "", next)
            : new PollCacheOutput(false, "creating", "Restore started", next);
    }

    private static RollBackRestoreOutput RollBack(RollBackRestoreInput input) => input switch
    {
        { Restore: null } => new(RestoreUndoOutcome.NothingToDo, input.Progress, []),
        { IsRestored: true } => new(RestoreUndoOutcome.CacheIsRestored, input.Progress, []),
        { Progress.WaitSeconds: 0 } => new(RestoreUndoOutcome.InProgress, new PollProgress(20, 0), []),
        _ => new(RestoreUndoOutcome.RolledBack, input.Progress, []),
    };
}
