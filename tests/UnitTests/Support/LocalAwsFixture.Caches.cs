using Amazon.ElastiCache.Model;
using Amazon.S3.Model;
using CacheBackup.Core.Permissions;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Requests;
using CacheBackup.Core.Sources;
using Microsoft.Extensions.DependencyInjection;

namespace CacheBackup.UnitTests.Support;

public sealed partial class LocalAwsFixture
{
    /// <summary>Cluster mode disabled: a primary and a replica.</summary>
    public const string Sessions = "sessions";

    /// <summary>Cluster mode enabled: two shards.</summary>
    public const string Orders = "orders";

    /// <summary>A snapshot of <see cref="Orders"/> that no run created. Exporting it uses no quota.</summary>
    public const string OrdersSnapshot = "taken-by-hand";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly HashSet<string> _made = [];

    /// <summary>A run that will take a snapshot of a cache.</summary>
    internal async Task<TestRun> NewRunAsync(string cache, bool keepSnapshot = false)
    {
        await MakeAsync(cache, () => CreateGroupAsync(cache));
        return await PlanRunAsync(new BackupSource(ReplicationGroupId: cache), keepSnapshot, copies: 0, versioned: false);
    }

    /// <summary>A run of <see cref="OrdersSnapshot"/>.</summary>
    internal async Task<TestRun> NewRunOfSnapshotAsync(int copies = 0, bool versioned = false)
    {
        await MakeAsync(Orders, () => CreateGroupAsync(Orders));
        await MakeAsync(OrdersSnapshot, CreateOrdersSnapshotAsync);
        await UntilAsync(async () => await SnapshotStatusAsync(OrdersSnapshot) == "available");
        return await PlanRunAsync(new BackupSource(SnapshotName: OrdersSnapshot), keepSnapshot: false, copies, versioned);
    }

    /// <summary>A snapshot's status; null where there is none.</summary>
    internal async Task<string?> SnapshotStatusAsync(string name)
    {
        try
        {
            var answer = await Aws.ElastiCache(Region).DescribeSnapshotsAsync(new DescribeSnapshotsRequest { SnapshotName = name });
            return answer.Snapshots[0].SnapshotStatus;
        }
        catch (SnapshotNotFoundException)
        {
            return null;
        }
    }

    /// <summary>Snapshots, exports and deletions of caches take half a second until it is disposed: long enough to be seen under way.</summary>
    internal IDisposable SlowElastiCache()
    {
        var usual = Host.ElastiCache.Durations;
        var slow = TimeSpan.FromSeconds(0.5 * TimeScale);
        Host.ElastiCache.Durations = usual with { CreateSnapshot = slow, ExportSnapshot = slow, DeleteCache = slow };
        return new Restore(() => Host.ElastiCache.Durations = usual);
    }

    /// <summary>Asks until the answer is yes.</summary>
    internal static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!await isSo())
        {
            await Task.Delay(5, limit.Token);
        }
    }

    private async Task MakeAsync(string what, Func<Task> make)
    {
        if (_made.Add(what))
        {
            await make();
        }
    }

    private async Task CreateGroupAsync(string id)
    {
        var clusterMode = id == Orders;
        var request = new CreateReplicationGroupRequest
        {
            ReplicationGroupId = id,
            ReplicationGroupDescription = "a test",
            CacheNodeType = "cache.t4g.micro",
            Engine = "redis",
            CacheParameterGroupName = clusterMode ? "default.redis7.cluster.on" : null,
            NumNodeGroups = clusterMode ? 2 : null,
            ReplicasPerNodeGroup = clusterMode ? 0 : null,
            NumCacheClusters = clusterMode ? null : 2,
        };
        await Aws.ElastiCache(Region).CreateReplicationGroupAsync(request);
        await UntilAsync(async () =>
        {
            var answer = await Aws.ElastiCache(Region).DescribeReplicationGroupsAsync(
                new DescribeReplicationGroupsRequest { ReplicationGroupId = id });
            return answer.ReplicationGroups[0].Status == "available";
        });
    }

    private async Task CreateOrdersSnapshotAsync() => await Aws.ElastiCache(Region).CreateSnapshotAsync(
        new CreateSnapshotRequest { SnapshotName = OrdersSnapshot, ReplicationGroupId = Orders });

    private async Task<TestRun> PlanRunAsync(BackupSource source, bool keepSnapshot, int copies, bool versioned)
    {
        var export = await NewBucketAsync(versioned: versioned);
        await GrantExportAsync(export);
        var destinations = new List<CopyDestination>();
        for (var copy = 0; copy < copies; copy++)
        {
            destinations.Add(new CopyDestination(OtherRegion, (await NewBucketAsync(OtherRegion, versioned)).Bucket));
        }

        var execution = ExecutionArn.Parse(
            $"arn:aws:states:{Region}:{Account}:execution:cache-backup:unit-{Interlocked.Increment(ref _runs)}");
        var startedAt = TimeProvider.System.GetUtcNow();
        var request = new BackupRequest(source, export.Bucket, Destinations: destinations, KeepSnapshot: keepSnapshot);
        var cache = await _services.GetRequiredService<SourceFinder>().FindAsync(source, execution, startedAt, CancellationToken.None);
        return new TestRun(this, execution.Text, startedAt, BackupPlanner.Plan(execution, startedAt, request, cache), cache);
    }

    private async Task GrantExportAsync(BucketLocation bucket)
    {
        var policy = $$"""{"Version":"2012-10-17","Statement":[{{GrantStatement.JsonOf(bucket.Bucket, bucket.Region)}}]}""";
        await Aws.S3(bucket.Region).PutBucketPolicyAsync(new PutBucketPolicyRequest { BucketName = bucket.Bucket, Policy = policy });
    }

    private sealed class Restore(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
