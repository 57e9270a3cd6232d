using Spectre.Console;

namespace CacheBackup.LocalAws.Commands.Demo;

/// <summary>Restores caches in the Region of their copies by the stack that is deployed there, and reads what they hold.</summary>
/// <param name="session">Where the stack is deployed.</param>
/// <param name="clients">Clients of that Region.</param>
/// <param name="source">The Region, and the bucket with the copies.</param>
/// <param name="console">Where to show it.</param>
internal sealed class RegionRestore(LocalSession session, DemoClients clients, CopyTarget source, IAnsiConsole console)
{
    // Whoever restores has named the bucket to the stack; with a subnet the restore counts the keys of what it has made.
    private readonly Dictionary<string, string> _parameters = new()
    {
        ["RestoreBucketArns"] = $"arn:aws:s3:::{source.Bucket}",
        ["RestoreSubnetIds"] = "subnet-0d3",
        ["RestoreSecurityGroupIds"] = "sg-0d3",
    };

    private DemoRun? _run;
    private DemoRun? _drill;

    /// <summary>Deploys the stack in the Region, while there is time.</summary>
    public async Task PrepareAsync(CancellationToken cancellationToken)
    {
        var stack = await session.DeployAsync(source.Region, _parameters, cancellationToken);
        _run = new DemoRun(clients.States(source.Region), console, stack.StateMachines[LocalSession.RestoreMachine].Arn);
        _drill = new DemoRun(clients.States(source.Region), console, stack.StateMachines[LocalSession.DrillMachine].Arn);
    }

    /// <summary>Rehearses the restore of every tagged cache, and shows one of the records.</summary>
    /// <returns>Whether each backup was restored and everything is deleted again.</returns>
    public async Task<bool> DrillAsync(CancellationToken cancellationToken)
    {
        if (await _drill!.RunAsync("all tagged caches", DemoRequests.Drill(source), cancellationToken) is not { } output)
        {
            return false;
        }

        foreach (var cache in output["Drilled"]!.AsArray())
        {
            console.WriteLine($"  {cache!["CacheId"]} restored in {(double)cache["RestoreSeconds"]!:0.0} s, {(long)cache["Bytes"]!:N0} bytes: {cache["Finding"]}");
            console.WriteLine($"    {cache["Record"]}");
        }

        return true;
    }

    /// <summary>Restores one cache and reads it.</summary>
    /// <param name="lost">The cache as it was.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>Null when it was not restored.</returns>
    public async Task<RestoredCache?> RestoreAsync(LiveCache lost, CancellationToken cancellationToken)
    {
        var output = await _run!.RunAsync(TitleOf(lost.Cache), DemoRequests.Restore(lost.Cache, source), cancellationToken);
        if (output is null)
        {
            return null;
        }

        foreach (var finding in output["Findings"]!.AsArray())
        {
            console.Write(new Padder(new Text($"{finding}"), new Padding(2, 0, 0, 0)));
        }

        var shards = await lost.Cache.ConnectAsync(clients.ElastiCache(source.Region), cancellationToken);
        var contents = await Task.WhenAll(shards.Select(shard => shard.ReadAsync(cancellationToken)));
        return new RestoredCache(lost, shards.Count, Keyspace.Of(contents));
    }

    private static string TitleOf(DemoCache cache) => cache.Shards == cache.RestoredShards
        ? $"{cache.Id}: as it was"
        : $"{cache.Id}: {cache.RestoredShards} shards instead of {cache.Shards}";
}

/// <summary>A cache that was lost, beside the one made of its backup.</summary>
/// <param name="Lost">What it was.</param>
/// <param name="Shards">How many shards the new one has.</param>
/// <param name="Restored">What the new one holds.</param>
internal sealed record RestoredCache(LiveCache Lost, int Shards, Keyspace Restored)
{
    /// <summary>What the lost one held.</summary>
    public Keyspace Live => Keyspace.Of(Lost.Contents);

    /// <summary>Whether it has the shards it should have, and every key, value and expiry is the same.</summary>
    public bool IsEqual => Shards == Lost.Cache.RestoredShards && Live.IsSameAs(Restored);
}
