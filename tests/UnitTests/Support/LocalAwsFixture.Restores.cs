using Amazon.ElastiCache.Model;
using Amazon.S3.Model;
using CacheBackup.Core.Buckets;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Requests;
using CacheBackup.LocalAws.Redis;

namespace CacheBackup.UnitTests.Support;

public sealed partial class LocalAwsFixture
{
    private TestRun? _published;
    private RestoreRun? _restored;
    private int _restores;

    /// <summary>A published backup of <see cref="Orders"/>, which has a few keys, with a copy in <see cref="OtherRegion"/>. Made once.</summary>
    internal async Task<TestRun> PublishedBackupAsync() => _published ??= await PublishAsync();

    /// <summary>A restore of <see cref="PublishedBackupAsync"/> whose cache is available. Made once.</summary>
    internal async Task<RestoreRun> RestoredBackupAsync()
    {
        if (_restored is null)
        {
            var backup = await PublishedBackupAsync();
            var restore = NewRestore(ManifestOf(backup.Plan.ExportBucket, backup));
            await restore.SeedAsync();
            _restored = restore;
        }

        return _restored;
    }

    /// <summary>A restore of a file of its own bucket.</summary>
    internal async Task<(RestoreRun Restore, BucketLocation Bucket)> NewRestoreOfFileAsync()
    {
        var bucket = await NewBucketAsync();
        // What the servers here read, whatever their version.
        await PutAsync(bucket, "dump.rdb", RdbFile.WithKeys(12, version: 9));
        var cache = new Dictionary<string, object> { ["NodeType"] = "cache.t4g.small", ["Engine"] = "valkey", ["EngineVersion"] = "8.1" };
        return (NewRestore(new { Files = new[] { $"s3://{bucket.Bucket}/dump.rdb" } }, cache), bucket);
    }

    /// <summary>A restore of an execution of its own.</summary>
    /// <param name="backup">The request's <c>Backup</c>.</param>
    /// <param name="change">The request's <c>NewCache</c>; its id is set here.</param>
    /// <param name="region">Where the execution runs.</param>
    internal RestoreRun NewRestore(object backup, Dictionary<string, object>? change = null, string region = Region)
    {
        var number = Interlocked.Increment(ref _restores);
        var cache = new Dictionary<string, object>(change ?? []);
        // Of one length: no id is a part of another, so that a fault planned for one hits no other.
        cache.TryAdd("ReplicationGroupId", $"restored-{number:D4}");

        return new RestoreRun(
            this,
            $"arn:aws:states:{region}:{Account}:execution:cache-restore:unit-{number}",
            new DateTimeOffset(2026, 11, 20, 4, 15, 0, TimeSpan.Zero),
            backup,
            cache);
    }

    /// <summary>A manifest as a request names it.</summary>
    internal static object ManifestOf(BucketLocation bucket, TestRun backup) =>
        new { Manifest = $"s3://{bucket.Bucket}/{backup.Plan.Folder}/manifest.json", bucket.Region };

    /// <summary>The policy of a bucket; empty for none.</summary>
    internal async Task<string> PolicyAsync(BucketLocation bucket) =>
        (await new BucketSettings(Aws, bucket, CancellationToken.None).PolicyAsync()).Value ?? "";

    /// <summary>Sets the policy of a bucket.</summary>
    internal async Task PutPolicyAsync(BucketLocation bucket, string policy) =>
        await Aws.S3(bucket.Region).PutBucketPolicyAsync(new PutBucketPolicyRequest { BucketName = bucket.Bucket, Policy = policy });

    /// <summary>A group's status; null where there is none.</summary>
    internal async Task<string?> GroupStatusAsync(string id, string region = Region)
    {
        try
        {
            var request = new DescribeReplicationGroupsRequest { ReplicationGroupId = id };
            return (await Aws.ElastiCache(region).DescribeReplicationGroupsAsync(request)).ReplicationGroups[0].Status;
        }
        catch (ReplicationGroupNotFoundException)
        {
            return null;
        }
    }

    private async Task<TestRun> PublishAsync()
    {
        await MakeAsync(Orders, () => CreateGroupAsync(Orders));
        await WriteKeysAsync();
        var run = await PlanRunAsync(new BackupSource(ReplicationGroupId: Orders), keepSnapshot: false, copies: 1, versioned: false);
        await run.CreateSnapshotAsync();
        await run.UntilSnapshotIsAvailableAsync();
        var shards = await run.ExportAndCopyAsync();
        await run.PublishManifestAsync(shards);
        return run;
    }

    // Every node says which slots are its own by refusing the others.
    private async Task WriteKeysAsync()
    {
        var nodes = (await Aws.ElastiCache(Region).DescribeCacheClustersAsync(new DescribeCacheClustersRequest { ShowCacheNodeInfo = true })).CacheClusters;
        foreach (var node in nodes.Where(node => node.ReplicationGroupId == Orders))
        {
            var endpoint = node.CacheNodes[0].Endpoint;
            await using var connection = await RespConnection.ConnectAsync(endpoint.Address, endpoint.Port!.Value, CancellationToken.None);
            for (var number = 0; number < 40; number++)
            {
                try
                {
                    string[] command = ["SET", $"key:{number}", "value", .. number % 4 == 0 ? new[] { "EX", "100000" } : []];
                    await connection.CallAsync(command, CancellationToken.None);
                }
                catch (RespException)
                {
                    // Another shard's.
                }
            }
        }
    }
}
