using System.Collections.Concurrent;

namespace CacheBackup.LocalAws.S3.Storage;

/// <summary>Every bucket of every account and Region: names are global.</summary>
internal sealed class BucketRegistry
{
    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    public Bucket? Find(string name) => _buckets.GetValueOrDefault(name);

    /// <summary>Adds a bucket, or returns the one that has its name already.</summary>
    public Bucket GetOrAdd(Bucket bucket) => _buckets.GetOrAdd(bucket.Name, bucket);

    /// <summary>Removes a bucket that holds no object; unfinished uploads go with it.</summary>
    /// <returns>Whether it was empty.</returns>
    public bool TryRemove(Bucket bucket)
    {
        if (!bucket.Objects.Close() || !_buckets.TryRemove(KeyValuePair.Create(bucket.Name, bucket)))
        {
            return false;
        }

        foreach (var upload in bucket.Uploads.All())
        {
            upload.TryAbort();
        }

        return true;
    }

    public IEnumerable<Bucket> OwnedBy(string accountId) =>
        _buckets.Values.Where(bucket => bucket.OwnerAccount == accountId).OrderBy(bucket => bucket.Name, StringComparer.Ordinal);
}
