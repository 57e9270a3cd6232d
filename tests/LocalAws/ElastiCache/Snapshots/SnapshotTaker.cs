using CacheBackup.LocalAws.ElastiCache.Engines;
using CacheBackup.LocalAws.ElastiCache.Model;

namespace CacheBackup.LocalAws.ElastiCache.Snapshots;

/// <summary>Brings snapshots from <c>creating</c> to <c>available</c>: a real background save per shard.</summary>
internal sealed class SnapshotTaker(Backend backend)
{
    /// <summary>Saves every shard at once. Whatever its replica lacked when this was called is waited for first.</summary>
    public async Task TakeAsync(RegionState state, Snapshot snapshot, CancellationToken cancellationToken)
    {
        var delay = backend.DelayAsync(backend.Durations.CreateSnapshot, cancellationToken);
        try
        {
            if (backend.Planned.Snapshots.Take())
            {
                await delay;
                throw new IOException("a planned failure");
            }

            var directory = backend.NewDirectory("snapshot");
            var saving = Task.WhenAll(snapshot.Shards.Select(shard => SaveAsync(shard, directory, cancellationToken)));
            await Task.WhenAll(saving, delay);
            Finish(state, snapshot, await saving);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            Fail(state, snapshot, error.Message);
        }
    }

    private static async Task<(SavedFile Saved, DateTimeOffset Completed)> SaveAsync(
        ShardSnapshot shard, DirectoryInfo directory, CancellationToken cancellationToken)
    {
        var (primary, node) = (shard.Shard.Primary.Server!, shard.Node.Server!);
        if (node != primary)
        {
            await Replication.CatchUpAsync(primary, node, cancellationToken);
        }

        var target = new FileInfo(Path.Combine(directory.FullName, $"{shard.Shard.Id}.rdb"));
        var saved = await BackgroundSave.TakeAsync(node, target, cancellationToken);
        return (saved, saved.File.LastWriteTimeUtc);
    }

    private void Finish(RegionState state, Snapshot snapshot, (SavedFile Saved, DateTimeOffset Completed)[] saves)
    {
        lock (state.Gate)
        {
            foreach (var (shard, (saved, completed)) in snapshot.Shards.Zip(saves))
            {
                backend.SavedFiles.Remember(saved.File, new SavedBy(snapshot.Settings, ClusterEnabled: snapshot.Node is null));
                (shard.File, shard.UsedBytes, shard.Completed) = (saved.File, saved.UsedBytes, completed);
            }

            snapshot.Status = Status.Available;
            ReleaseSource(state, snapshot, "succeeded");
        }
    }

    private void Fail(RegionState state, Snapshot snapshot, string reason)
    {
        lock (state.Gate)
        {
            snapshot.Status = Status.Failed;
            ReleaseSource(state, snapshot, "failed", $": {reason}");
        }
    }

    /// <summary>Shows the source as available again, unless it is being deleted, and records the event.</summary>
    private void ReleaseSource(RegionState state, Snapshot snapshot, string outcome, string detail = "")
    {
        var message = $"Snapshot {outcome} for snapshot with ID '{snapshot.Name}'";
        if (snapshot.Group is { } group)
        {
            group.Status = group.Status == Status.Snapshotting ? Status.Available : group.Status;
            state.Events.Add(group, backend.Now, $"{message} of replication group with ID '{group.Id}'{detail}");
        }

        foreach (var node in snapshot.Shards.Select(shard => shard.Node))
        {
            node.Status = node.Status == Status.Snapshotting ? Status.Available : node.Status;
            state.Events.Add(node, backend.Now, $"{message} of cache cluster with ID '{node.Id}'{detail}");
        }
    }
}
