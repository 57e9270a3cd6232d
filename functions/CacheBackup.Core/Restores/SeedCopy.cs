using CacheBackup.Core.Copies;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Requests;

namespace CacheBackup.Core.Restores;

/// <summary>A backup that is to be copied to the new cache's Region, as the backup it is: same folder, same names, manifest last.</summary>
/// <param name="Source">Where its manifest was found.</param>
/// <param name="Destination">Where to, with the key of the bucket's default encryption; every copy in the class STANDARD.</param>
public sealed record SeedCopy(SeedLocation Source, CopyDestination Destination)
{
    /// <summary>The bucket of the copy.</summary>
    internal BucketLocation Target => CopyOrder.LocationOf(Destination, Source.Bucket);

    /// <summary>Key prefix of the backup, in both buckets.</summary>
    internal string Folder => Source.Folder!;
}
