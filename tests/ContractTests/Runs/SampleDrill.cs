using CacheBackup.ContractTests.Reading;
using CacheBackup.Core.Drills;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Restores;
using CacheBackup.Functions.Drills;

namespace CacheBackup.ContractTests.Runs;

/// <summary>What the functions answer in a drill, whose restores are runs of the shipped restore machine.</summary>
/// <param name="Caches">With the tag and a backup.</param>
internal sealed record SampleDrill(int Caches) : IMachineSample
{
    private static readonly SampleRestore Restore = new(Shards: 1) { OfManifest = true };

    private int _removals;

    /// <summary>Caches with the tag and no backup.</summary>
    public IReadOnlyList<UndrilledCache> NotDrilled { get; init; } = [];

    /// <summary>What cannot be deleted of each cache.</summary>
    public IReadOnlyList<string> Left { get; init; } = [];

    /// <summary>How often the removal fails before it works.</summary>
    public int RemovalsThatFail { get; init; }

    /// <summary>Whether ElastiCache takes all the time that the request allows it to delete a cache.</summary>
    public bool IsSlow { get; init; }

    public Machine Machine => Machine.Drill;

    public IReadOnlyList<IMachineSample> Nested => [Restore];

    public object Request => new { Bucket = "backups" };

    public IReadOnlyDictionary<string, Func<object, object>> Answers => new Dictionary<string, Func<object, object>>
    {
        ["FindDrills"] = input => Find((FindDrillsInput)input),
        ["RemoveDrillCache"] = input => Remove((RemoveDrillCacheInput)input),
        ["RecordDrill"] = input => Record((RecordDrillInput)input),
        ["JudgeDrills"] = input => Judge((JudgeDrillsInput)input),
    };

    private FindDrillsOutput Find(FindDrillsInput input)
    {
        var execution = ExecutionArn.Parse(input.ExecutionId);
        var asked = DrillRequest.Parse(input.Request);
        var request = asked with
        {
            NewCache = System.Text.Json.JsonSerializer.SerializeToElement(new { NodeType = "cache.r7g.large", Engine = "valkey", EngineVersion = "8.0" }),
        };
        return new FindDrillsOutput([.. Enumerable.Range(1, Caches).Select(number => Plan(execution, input.StartedAt, request, $"cache-{number}"))], NotDrilled, []);
    }

    private static PlannedDrill Plan(ExecutionArn execution, DateTimeOffset startedAt, DrillRequest request, string cache)
    {
        var id = DrillNames.IdOf(execution, startedAt, cache);
        var key = $"elasticache/{cache}/20261119t030000z-00c0ffee/manifest.json";
        var seed = new SeedLocation(new BucketLocation(request.Bucket, execution.Region, execution.AccountId), key, []);
        var name = DrillNames.CacheIdOf(id);
        return new PlannedDrill(
            id, cache, "20261119t030000z-00c0ffee", new RestoreTraces(id, seed, execution.Region, name, request.Polling), name, RestoreOrder.Of(request, key, id));
    }

    private RemoveDrillCacheOutput Remove(RemoveDrillCacheInput input)
    {
        if (Interlocked.Increment(ref _removals) <= RemovalsThatFail)
        {
            throw new InvalidOperationException("Rate exceeded.");
        }

        var polling = input.Drill.Traces.Polling;
        var next = input.Progress.Next(new Core.Requests.PollingLimits(polling.IntervalSeconds, polling.MaximumIntervalSeconds), polling.CacheDeadlineSeconds);
        var isDone = IsSlow ? input.Progress.IsOver(polling.CacheDeadlineSeconds) : input.Progress.WaitSeconds > 0;
        return isDone
            ? new RemoveDrillCacheOutput(Left.Count == 0 ? RestoreUndoOutcome.RolledBack : RestoreUndoOutcome.Incomplete, input.Progress, Left)
            : new RemoveDrillCacheOutput(RestoreUndoOutcome.InProgress, next, []);
    }

    private static JudgeDrillsOutput Judge(JudgeDrillsInput input) =>
        new(DrillJudgement.Judge(input.Planned, input.Drilled, input.NotDrilled, input.Leftovers));

    private static RecordDrillOutput Record(RecordDrillInput input)
    {
        var outcome = new DrillOutcome(input.Drill, input.Restored, input.Error, input.Cause, input.Left);
        var record = DrillRecorder.RecordOf(input.ExecutionId, input.StartedAt, outcome);
        return new RecordDrillOutput(DrilledCache.Of(record, input.Drill.Traces.Seed.Bucket, "a/drill.json"));
    }
}
