using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Copies;

/// <summary>The errors of a copy, in words.</summary>
internal static class CopyFailures
{
    private const string StartAgain = "Find out what else writes or expires objects below this key prefix, and start a new backup.";

    public static FileTooLargeToCopyException TooLarge(BucketLocation source, string key, long bytes) => new(
        $"{At(source, key)} has {bytes} bytes; CopyObject copies at most {ShardCopier.MostBytes}.",
        "Spread the cache over more shards, or back up without destinations and copy this file by a tool that copies in parts.");

    public static ExportedFileChangedException SourceChanged(BucketLocation source, string key) => new(
        $"{At(source, key)} was removed or replaced after it had been verified.", StartAgain);

    public static DestinationObjectTakenException Taken(BucketLocation target, string key, CopyVerdict verdict) => new(
        $"{At(target, key)} exists already and is not a copy of the exported file: {verdict.Reason}.",
        "Nothing was overwritten. Find out who wrote the object, move it away, and start a new backup.");

    public static CopyNotIdenticalException NotIdentical(BucketLocation target, string key, CopyVerdict verdict) => new(
        $"{At(target, key)} is not what was copied: {verdict.Reason}. The copy has been removed.", StartAgain);

    public static CopyNotIdenticalException ChangedSince(BucketLocation target, string key, CopyVerdict verdict) => new(
        $"{At(target, key)} is no longer what was copied: {verdict.Reason}.", StartAgain);

    public static CopyNotIdenticalException Gone(BucketLocation target, string key) => new(
        $"{At(target, key)} is not there any more after it had been copied.", StartAgain);

    public static DestinationNotWritableException NotWritable(
        BucketLocation source, BucketLocation target, string key, CallerNotPermittedException refused)
    {
        var prefix = key[..key.IndexOf('/', StringComparison.Ordinal)];
        var hint = target.AccountId == source.AccountId
            ? "Allow s3:PutObject there (and kms:GenerateDataKey on the destination's key) in the role of CopyToRegion, "
                + "and look for a Deny in the bucket's policy."
            : $"Account {target.AccountId} has to add this statement to the policy of bucket {target.Bucket}: "
                + DestinationGrant.Statement(target, source.AccountId, prefix);
        var reason = refused.InnerException?.Message ?? refused.Message;
        return new DestinationNotWritableException($"s3:PutObject on {At(target, key)} was refused: {reason}", hint, refused);
    }

    private static string At(BucketLocation bucket, string key) => $"s3://{bucket.Bucket}/{key}";
}
