namespace CacheBackup.LocalTests.Runs;

/// <summary>A <see cref="BackupStage"/> with a backup of <c>orders</c>, which has 30 keys, to restore.</summary>
public sealed class RestoreStage : BackupStage
{
    /// <summary>A destination in the machine's Region with the backup. Made once.</summary>
    public Task<TestBucket> CopyAsync() => OnceAsync("copy to restore", MakeCopyAsync);

    /// <summary>The newest backup of <c>orders</c> in a bucket, as a request names it.</summary>
    public static object LatestIn(TestBucket bucket) => new { Latest = new { CacheId = "orders", Bucket = bucket.Name } };

    /// <summary>A bucket of its own with the same objects.</summary>
    public async Task<TestBucket> NewCopyAsync(string purpose)
    {
        var (copy, bucket) = (await CopyAsync(), await NewBucketAsync(purpose));
        foreach (var key in await copy.KeysAsync())
        {
            await bucket.PutAsync(key, await copy.ReadAsync(key));
        }

        return bucket;
    }

    private async Task<TestBucket> MakeCopyAsync()
    {
        await FillAsync("orders", keys: 30);
        var (export, copy) = (await NewExportBucketAsync(), await NewBucketAsync("restore"));
        (await RunAsync(Request(new { ReplicationGroupId = "orders" }, export, [copy.AsDestination]))).ShouldHaveSucceeded();
        return copy;
    }
}
