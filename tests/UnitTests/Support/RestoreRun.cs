using System.Text.Json;
using CacheBackup.Core.Polling;
using CacheBackup.Core.Restores;
using CacheBackup.Functions.Restores;

namespace CacheBackup.UnitTests.Support;

/// <summary>One run of the restore machine, driven step by step by a test.</summary>
internal sealed record RestoreRun(
    LocalAwsFixture Aws, string ExecutionId, DateTimeOffset StartedAt, object Backup, Dictionary<string, object> Change)
{
    /// <summary>Set where it is a drill's.</summary>
    public string? DrillId { get; init; }

    /// <summary>What ReadBackup decided.</summary>
    public RestorePlan Plan { get; private set; } = null!;

    /// <summary>What ReadBackup wants to be copied first.</summary>
    public SeedCopy? Copy { get; private set; }

    /// <summary>What ValidateSeed found.</summary>
    public SeedFacts Facts { get; private set; } = null!;

    /// <summary>All findings so far.</summary>
    public List<string> Findings { get; } = [];

    public async Task<ReadBackupOutput> ReadBackupAsync()
    {
        var input = new ReadBackupInput(ExecutionId, StartedAt, JsonSerializer.SerializeToElement(new { Backup, NewCache = Change, DrillId }));
        var output = await Aws.Function<ReadBackup>().ReadBackupAsync(input, LocalAwsFixture.Invocation());
        (Plan, Copy) = (output.Restore, output.Copy);
        Findings.AddRange(output.Findings);
        return output;
    }

    public Task<CopySeedFileOutput> CopySeedFileAsync(string name) =>
        Aws.Function<CopySeedFile>().CopySeedFileAsync(new CopySeedFileInput(Copy!, name), LocalAwsFixture.Invocation());

    public Task<PublishSeedCopyOutput> PublishSeedCopyAsync() =>
        Aws.Function<PublishSeedCopy>().PublishSeedCopyAsync(new PublishSeedCopyInput(Copy!), LocalAwsFixture.Invocation());

    public Task<VerifySeedFileOutput> VerifySeedFileAsync(string key) => Aws.Function<VerifySeedFile>()
        .VerifySeedFileAsync(new VerifySeedFileInput(Plan.Seed.Bucket, key, StartedAt), LocalAwsFixture.Invocation());

    public async Task ValidateSeedAsync()
    {
        var output = await Aws.Function<ValidateSeed>().ValidateSeedAsync(new ValidateSeedInput(Plan), LocalAwsFixture.Invocation());
        Facts = output.Facts;
        Findings.AddRange(output.Findings);
    }

    public Task<GrantSeedAccessOutput> GrantSeedAccessAsync() =>
        Aws.Function<GrantSeedAccess>().GrantSeedAccessAsync(new GrantSeedAccessInput(Plan), LocalAwsFixture.Invocation());

    public Task<CreateCacheOutput> CreateCacheAsync() =>
        Aws.Function<CreateCache>().CreateCacheAsync(new CreateCacheInput(ExecutionId, Plan), LocalAwsFixture.Invocation());

    public Task<PollCacheOutput> PollCacheAsync(PollProgress? progress = null) =>
        Aws.Function<PollCache>().PollCacheAsync(new PollCacheInput(Plan, progress ?? PollProgress.Start), LocalAwsFixture.Invocation());

    public Task<VerifyRestoreOutput> VerifyRestoreAsync() =>
        Aws.Function<VerifyRestore>().VerifyRestoreAsync(new VerifyRestoreInput(Plan, Facts), LocalAwsFixture.Invocation());

    public Task<RevokeSeedAccessOutput> RevokeSeedAccessAsync() =>
        Aws.Function<RevokeSeedAccess>().RevokeSeedAccessAsync(new RevokeSeedAccessInput(Plan), LocalAwsFixture.Invocation());

    public Task<RollBackRestoreOutput> RollBackAsync(bool isRestored = false, PollProgress? progress = null) => Aws.Function<RollBackRestore>()
        .RollBackRestoreAsync(new RollBackRestoreInput(Plan, isRestored, progress ?? PollProgress.Start), LocalAwsFixture.Invocation());

    /// <summary>Every step before the first that creates something.</summary>
    public async Task PrepareAsync()
    {
        var read = await ReadBackupAsync();
        foreach (var key in read.Copy is null ? read.FilesToVerify : await CopyAsync(read.FilesToCopy))
        {
            (await VerifySeedFileAsync(key)).IsDone.ShouldBeTrue();
        }

        await ValidateSeedAsync();
    }

    private async Task<IReadOnlyList<string>> CopyAsync(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            (await CopySeedFileAsync(name)).IsDone.ShouldBeTrue();
        }

        return (await PublishSeedCopyAsync()).FilesToVerify;
    }

    /// <summary>Everything up to a cache that is available.</summary>
    public async Task SeedAsync()
    {
        await PrepareAsync();
        await GrantSeedAccessAsync();
        await CreateCacheAsync();
        await LocalAwsFixture.UntilAsync(async () => (await PollCacheAsync()).IsAvailable);
    }
}
