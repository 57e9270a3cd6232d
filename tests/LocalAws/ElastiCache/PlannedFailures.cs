using System.Collections.Concurrent;

namespace CacheBackup.LocalAws.ElastiCache;

/// <summary>What tests asked to go wrong next, each taken once.</summary>
internal sealed class PlannedFailures
{
    private int _snapshots;

    /// <summary>For each of the next exports the shard to leave out, counted from 1.</summary>
    public ConcurrentQueue<int> MissingShards { get; } = new();

    public void AddSnapshot() => Interlocked.Increment(ref _snapshots);

    public bool TakeSnapshot()
    {
        if (Interlocked.Decrement(ref _snapshots) >= 0)
        {
            return true;
        }

        Interlocked.Increment(ref _snapshots);
        return false;
    }
}
