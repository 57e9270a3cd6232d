using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Restores;

/// <summary>What is wrong with the copy of a backup that a restore makes, in words.</summary>
public static class SeedCopyFailures
{
    /// <summary>Runs what copies for a backup too. The facts of its errors stand; what to do next is another thing in a restore.</summary>
    /// <param name="target">The bucket that is copied to.</param>
    /// <param name="copy">What copies.</param>
    public static async Task<T> RewordAsync<T>(BucketLocation target, Func<Task<T>> copy)
    {
        try
        {
            return await copy();
        }
        catch (PermanentException error) when (Reworded(error, target) is { } reworded)
        {
            throw reworded;
        }
    }

    internal static DestinationObjectTakenException OtherManifest(SeedLocation seed, SeedLocation found) => new(
        $"s3://{seed.Bucket.Bucket}/{seed.ManifestKey} exists already and is not s3://{found.Bucket.Bucket}/{found.ManifestKey}.", MoveItAway);

    internal static CallerNotPermittedException EncryptionUnknown(BucketLocation target, string reason) => new(
        $"How bucket {target.Bucket} encrypts is not known, so ElastiCache might not be able to read a copy: {reason}.",
        $"Name bucket {target.Bucket} in the stack's RestoreBucketArns, and look for a Deny in its policy.");

    internal static SeedFileUnusableException KeyOfAws(BucketLocation target) => new(
        $"Bucket {target.Bucket} encrypts by the KMS key that AWS manages for S3 (aws/s3), which ElastiCache may not use.",
        "Set its default encryption to SSE-S3 or to a KMS key of your own, or name another bucket in Backup.CopyTo.");

    private const string MoveItAway =
        "Nothing was overwritten. Find out who wrote the object and move it away, or name another bucket in Backup.CopyTo.";

    private static PermanentException? Reworded(PermanentException error, BucketLocation target) => error switch
    {
        ExportedFileChangedException => new SeedFileChangedException(
            error.Fact, "Find out what has written it, and restore the backup from another of its buckets, or another backup."),
        DestinationObjectTakenException => new DestinationObjectTakenException(error.Fact, MoveItAway),
        DestinationNotWritableException => new DestinationNotWritableException(
            error.Fact,
            $"Name bucket {target.Bucket} in the stack's RestoreBucketArns and its key in RestoreKmsKeyArns, and look for a Deny in their "
            + "policies.",
            error),
        CopyUnprovenException => new CopyUnprovenException(
            error.Fact, "Copy the files yourself and name them in Backup.Files: so they are read and verified before they are restored."),
        CopyNotIdenticalException => new CopyNotIdenticalException(
            error.Fact, "Find out what else writes or expires objects there, and start the restore again: it goes on with what is there."),
        FileTooLargeToCopyException => new FileTooLargeToCopyException(
            error.Fact, "Restore the backup in a Region it is in, or copy its files by other means to a bucket here and name them in Backup.Files."),
        CopyInterruptedException => new CopyInterruptedException(
            error.Fact,
            "The log of CopySeedFile says which. Find out what aborts uploads of this key (another tool, another restore), or why it is slow."),
        _ => null,
    };
}
