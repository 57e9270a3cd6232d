using System.Collections.Concurrent;
using CacheBackup.LocalAws.ElastiCache.Model;
using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalAws.ElastiCache;

/// <summary>What the operations share: the states, and the work that goes on after an answer.</summary>
internal sealed class Backend(LocalAwsContext context) : IAsyncDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private readonly ConcurrentDictionary<Task, bool> _running = new();
    private readonly ConcurrentDictionary<(string AccountId, string Region), RegionState> _states = new();
    private int _directories;

    public LocalAwsContext Context { get; } = context;

    public ElastiCacheDurations Durations { get; set; } = new();

    public PlannedFailures Planned { get; } = new();

    public NodeMemory NodeMemory { get; } = new();

    public SavedFiles SavedFiles { get; } = new();

    public DateTimeOffset Now => Context.Pace.Time.GetUtcNow();

    public RegionState State(string accountId, string region) =>
        _states.GetOrAdd((accountId, region), key => new RegionState(key.AccountId, key.Region));

    /// <summary>An empty directory under the host's scratch directory.</summary>
    public DirectoryInfo NewDirectory(string purpose) =>
        Directory.CreateDirectory(
            Path.Combine(Context.Scratch.FullName, "elasticache", $"{purpose}-{Interlocked.Increment(ref _directories)}"));

    /// <summary>Waits for a simulated duration.</summary>
    public Task DelayAsync(TimeSpan simulated, CancellationToken cancellationToken) =>
        Context.Pace.DelayAsync(simulated, cancellationToken);

    /// <summary>Starts work that outlives the request; it ends early when the host stops.</summary>
    /// <returns>The work itself, for those who wait for it.</returns>
    public Task Run(Func<CancellationToken, Task> work)
    {
        var task = Task.Run(() => work(_stopping.Token));
        _running[task] = true;
        _ = task.ContinueWith(done => _running.TryRemove(done, out _), TaskScheduler.Default);
        return task;
    }

    /// <summary>Ends the background work, then every server process.</summary>
    public async ValueTask DisposeAsync()
    {
        await _stopping.CancelAsync();
        await Task.WhenAll(_running.Keys).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        var clusters = _states.Values.SelectMany(state => state.Clusters.Values);
        var servers = clusters.Select(cluster => cluster.Server).OfType<IAsyncDisposable>();
        await Task.WhenAll(servers.Select(server => server.DisposeAsync().AsTask()));
        _stopping.Dispose();
    }
}
