using System.Xml.Linq;
using CacheBackup.LocalAws.Commands.Demo;

namespace CacheBackup.LocalTests.ElastiCache;

/// <summary>
/// One host with files to seed caches from in its bucket <c>seeds</c>: of a cache without cluster mode (<c>orders-0001.rdb</c>), and
/// of the two shards of a cluster (<c>carts-0001.rdb</c>, <c>carts-0002.rdb</c>). Their caches and snapshots stay.
/// </summary>
public sealed class SeedFixture : IAsyncLifetime
{
    private static readonly DateTimeOffset Expiries = new(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private int _caches;

    internal LocalElastiCache Aws { get; private set; } = null!;

    internal ExportBucket Bucket { get; private set; } = null!;

    /// <summary>What the cache without cluster mode holds.</summary>
    internal Keyspace Orders { get; private set; } = null!;

    /// <summary>What the shards of the cluster hold.</summary>
    internal Keyspace[] Carts { get; private set; } = [];

    public async Task InitializeAsync()
    {
        Aws = await LocalElastiCache.StartAsync();
        Bucket = await new ExportBucket(Aws.Host, "seeds").CreateGrantedAsync();
        await Task.WhenAll(SaveOrdersAsync(), SaveCartsAsync());
    }

    public async Task DisposeAsync()
    {
        Bucket.Dispose();
        await Aws.DisposeAsync();
    }

    public static string Arn(string key, string bucket = "seeds") => $"arn:aws:s3:::{bucket}/{key}";

    /// <summary>An id no other test uses.</summary>
    internal string NewId() => $"new-{Interlocked.Increment(ref _caches)}";

    /// <summary>The parameters of a group made of files.</summary>
    internal static (string Name, object Value)[] From(params string[] keys) =>
        [.. keys.Select((key, i) => ($"SnapshotArns.SnapshotArn.{i + 1}", (object)Arn(key)))];

    /// <summary>The parameters of a group with shards of these slots.</summary>
    internal static (string Name, object Value)[] Shards(params string[] slots) =>
    [
        ("CacheParameterGroupName", "default.redis7.cluster.on"),
        .. slots.Select((range, i) => ($"NodeGroupConfiguration.NodeGroupConfiguration.{i + 1}.Slots", (object)range)),
    ];

    /// <summary>Asks for a group.</summary>
    /// <returns>Its id.</returns>
    internal async Task<string> CreateAsync(params (string Name, object Value)[] more)
    {
        var id = NewId();
        await Aws.CallAsync("CreateReplicationGroup", Group(id, more));
        return id;
    }

    /// <summary>Asks for a group that is refused.</summary>
    internal Task<(int Status, string Code, string Message)> RefuseAsync(params (string Name, object Value)[] more) =>
        Aws.FailAsync("CreateReplicationGroup", Group(NewId(), more));

    /// <summary>What the events say of a cache, the last one.</summary>
    internal async Task<string> EventAsync(string sourceType, string id) =>
        (await Aws.CallAsync("DescribeEvents", ("SourceType", sourceType), ("SourceIdentifier", id))).Descendants("Message").Last().Value;

    /// <summary>Everything the primaries of a group hold.</summary>
    internal static async Task<Keyspace[]> ReadAsync(XElement group)
    {
        var entry = group.Element("ConfigurationEndpoint") ?? group.Descendants("PrimaryEndpoint").Single();
        var (host, port) = (entry.Element("Address")!.Value, (int)entry.Element("Port")!);
        IReadOnlyList<LiveShard> shards = group.Element("ClusterEnabled")!.Value == "true"
            ? await LiveShard.OfClusterAsync(host, port, default)
            : [new LiveShard(LiveShard.AllSlots, host, port)];
        return await Task.WhenAll(shards.Select(shard => shard.ReadAsync(default)));
    }

    /// <summary>One digest of all shards: a keyspace's is the exclusive or of its keys'.</summary>
    internal static (long Keys, long Expiring, string Digest) Sum(params Keyspace[] shards) =>
    (
        shards.Sum(shard => shard.Keys),
        shards.Sum(shard => shard.Expiring),
        shards.Select(shard => Convert.FromHexString(shard.Digest))
            .Aggregate((one, other) => [.. one.Zip(other, (a, b) => (byte)(a ^ b))]) is var digest ? Convert.ToHexStringLower(digest) : "");

    private static (string Name, object Value)[] Group(string id, (string Name, object Value)[] more)
    {
        (string Name, object Value)[] group =
            [("ReplicationGroupId", id), ("ReplicationGroupDescription", "restored"), ("CacheNodeType", "cache.t4g.micro")];
        return [.. more, .. group.ExceptBy(more.Select(pair => pair.Name), pair => pair.Name)];
    }

    private async Task SaveOrdersAsync()
    {
        var group = await Aws.CreateGroupAsync("orders");
        var endpoint = group.Descendants("PrimaryEndpoint").Single();
        var shard = new LiveShard(LiveShard.AllSlots, endpoint.Element("Address")!.Value, (int)endpoint.Element("Port")!);
        await shard.WriteAsync(SampleData.Commands(50, Expiries), default);
        await using (var connection = await LocalElastiCache.ConnectAsync(endpoint))
        {
            await connection.CallAsync(["SET", "{tag}:one", "1"], default);
            await connection.CallAsync(["SET", "{tag}:two", "2"], default);
            await connection.CallAsync(
                ["FUNCTION", "LOAD", "#!lua name=shop\nredis.register_function('total', function() return 42 end)"], default);
        }

        Orders = await shard.ReadAsync(default);
        await ExportAsync("orders", ("CacheClusterId", "orders-001"));
    }

    private async Task SaveCartsAsync()
    {
        var group = await Aws.CreateGroupAsync("carts", ("NumNodeGroups", 2));
        var entry = group.Element("ConfigurationEndpoint")!;
        foreach (var shard in await LiveShard.OfClusterAsync(entry.Element("Address")!.Value, (int)entry.Element("Port")!, default))
        {
            await shard.WriteAsync(SampleData.Commands(20, Expiries), default);
        }

        Carts = await ReadAsync(group);
        await ExportAsync("carts", ("ReplicationGroupId", "carts"));
    }

    private async Task ExportAsync(string name, (string Name, object Value) source)
    {
        await Aws.CallAsync("CreateSnapshot", source, ("SnapshotName", name));
        await Aws.UntilSnapshotIsAsync(name, "available");
        await Aws.CallAsync("CopySnapshot", ("SourceSnapshotName", name), ("TargetSnapshotName", name), ("TargetBucket", "seeds"));
        await Aws.UntilSnapshotIsAsync(name, "available");
    }
}
