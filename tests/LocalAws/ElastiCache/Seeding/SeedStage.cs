using CacheBackup.LocalAws.ElastiCache.Engines;
using CacheBackup.LocalAws.ElastiCache.Model;
using CacheBackup.LocalAws.Redis;

namespace CacheBackup.LocalAws.ElastiCache.Seeding;

/// <summary>What the data is to go into.</summary>
/// <param name="Slots">Of every shard; a single null with cluster mode disabled.</param>
internal sealed record SeedTarget(CacheSettings Settings, IReadOnlyList<string?> Slots)
{
    public bool ClusterEnabled => Slots[0] is not null;
}

/// <summary>
/// Turns the files of a seed into one file per shard of the new cache. Every file is loaded into a real server first, which
/// refuses what is damaged and tells how much memory the data takes.
/// </summary>
internal sealed class SeedStage(Backend backend, SeedFetcher fetcher, ServerLauncher launcher)
{
    private readonly SeedFormat _format = new(backend.SavedFiles);
    private readonly SeedLoader _loader = new(launcher);

    /// <returns>What each shard's primary starts with, in the order of the shards.</returns>
    /// <exception cref="SeedFailedException">The data cannot be had, is damaged, or does not suit the cache.</exception>
    public async Task<IReadOnlyList<FileInfo>> PrepareAsync(
        RegionState state, Seed seed, SeedTarget target, CancellationToken cancellationToken)
    {
        if (backend.Planned.Restores.Take())
        {
            throw SeedFailedException.Planned();
        }

        var directory = backend.NewDirectory("seed");
        var files = await fetcher.FetchAsync(state, seed, directory, cancellationToken);
        foreach (var file in files)
        {
            await _format.CheckAsync(file, target.Settings, target.ClusterEnabled, cancellationToken);
        }

        return FitsAsItIs(files, target)
            ? await TakeAsync(files, target, cancellationToken)
            : await SplitAsync(files, target, directory, cancellationToken);
    }

    /// <summary>One file for one shard, or a snapshot whose shards are the new cache's.</summary>
    private static bool FitsAsItIs(IReadOnlyList<SeedFile> files, SeedTarget target) =>
        (files.Count == 1 && target.Slots.Count == 1)
        || (files.All(file => file.Slots is not null) && files.Select(file => file.Slots).SequenceEqual(target.Slots));

    private async Task<IReadOnlyList<FileInfo>> TakeAsync(
        IReadOnlyList<SeedFile> files, SeedTarget target, CancellationToken cancellationToken)
    {
        foreach (var file in files)
        {
            await using var server = await _loader.LoadAsync(file, target, cancellationToken);
            await SeedLoader.RequireDatabasesAsync(server, file, target, cancellationToken);
            RequireRoom(target, await SeedLoader.UsedBytesAsync(server, cancellationToken));
        }

        return [.. files.Select(file => file.File)];
    }

    private async Task<IReadOnlyList<FileInfo>> SplitAsync(
        IReadOnlyList<SeedFile> files, SeedTarget target, DirectoryInfo directory, CancellationToken cancellationToken)
    {
        var empty = target.Slots.Select((_, i) => new NewServer($"shard-{i + 1}", Data: null)).ToList();
        var shards = await launcher.StartAsync(target.Settings.Engine, empty, [], cancellationToken);
        try
        {
            var distributor = new KeyDistributor(shards, [.. target.Slots.OfType<string>()]);
            foreach (var file in files)
            {
                await using var server = await _loader.LoadAsync(file, target, cancellationToken);
                await SeedLoader.RequireDatabasesAsync(server, file, target, cancellationToken);
                await DistributeAsync(distributor, server, file, cancellationToken);
            }

            var saves = await Task.WhenAll(shards.Select((shard, i) => BackgroundSave.TakeAsync(
                shard, new FileInfo(Path.Combine(directory.FullName, $"shard-{i + 1}.rdb")), cancellationToken)));
            RequireRoom(target, saves.Max(save => save.UsedBytes));
            return [.. saves.Select(save => save.File)];
        }
        finally
        {
            await Task.WhenAll(shards.Select(shard => shard.DisposeAsync().AsTask()));
        }
    }

    private static async Task DistributeAsync(
        KeyDistributor distributor, ServerProcess server, SeedFile file, CancellationToken cancellationToken)
    {
        try
        {
            await distributor.CopyAsync(server, cancellationToken);
        }
        catch (RespException error)
        {
            throw SeedFailedException.Of($"{file.Name} cannot be distributed to the shards: {error.Message}");
        }
    }

    private void RequireRoom(SeedTarget target, long usedBytes)
    {
        var nodeType = target.Settings.NodeType;
        if (backend.NodeMemory.Of(nodeType) is var room && usedBytes > room)
        {
            throw SeedFailedException.TooBig(usedBytes, nodeType, room);
        }
    }
}
