using System.Collections.Concurrent;

namespace CacheBackup.LocalAws.ElastiCache;

/// <summary>What tests asked to go wrong next, each taken once.</summary>
internal sealed class PlannedFailures
{
    /// <summary>For each of the next exports the shard to leave out, counted from 1.</summary>
    public ConcurrentQueue<int> MissingShards { get; } = new();

    public PlannedCount Snapshots { get; } = new();

    public PlannedCount Restores { get; } = new();
}

/// <summary>How many of the next attempts shall fail.</summary>
internal sealed class PlannedCount
{
    private int _left;

    public void Add() => Interlocked.Increment(ref _left);

    public bool Take()
    {
        if (Interlocked.Decrement(ref _left) >= 0)
        {
            return true;
        }

        Interlocked.Increment(ref _left);
        return false;
    }
}
