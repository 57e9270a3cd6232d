using CacheBackup.LocalAws.ElastiCache.Model;

namespace CacheBackup.LocalAws.ElastiCache.Snapshots;

/// <summary>Brings copies of snapshots from <c>creating</c> to <c>available</c>, with files of their own.</summary>
internal sealed class SnapshotCopier(Backend backend)
{
    public async Task CopyAsync(RegionState state, Snapshot source, Snapshot copy, CancellationToken cancellationToken)
    {
        try
        {
            // At once: the source may be deleted while the copy still shows as creating.
            var directory = backend.NewDirectory("snapshot");
            var files = source.Shards.Select(shard => shard.File!.CopyTo(Path.Combine(directory.FullName, shard.File.Name))).ToList();
            await backend.DelayAsync(backend.Durations.CopySnapshot, cancellationToken);
            Finish(state, source, copy, files);
        }
        catch (IOException)
        {
            lock (state.Gate)
            {
                copy.Status = Status.Failed;
            }
        }
    }

    private static void Finish(RegionState state, Snapshot source, Snapshot copy, List<FileInfo> files)
    {
        lock (state.Gate)
        {
            foreach (var ((from, to), file) in source.Shards.Zip(copy.Shards).Zip(files))
            {
                (to.File, to.UsedBytes, to.Completed) = (file, from.UsedBytes, from.Completed);
            }

            copy.Status = Status.Available;
        }
    }
}
