using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Copies;

/// <summary>The errors of a copy, in words.</summary>
internal static class CopyFailures
{
    private const string StartAgain = "Find out what else writes or expires objects below this key prefix, and start a new backup.";

    public static FileTooLargeToCopyException TooLarge(CopyOrder order) => new(
        $"{At(order.Source, order.Key)} has {order.Shard.Bytes} bytes; an object of S3 has at most {CopyPlan.MostBytes}.",
        "Spread the cache over more shards, or back up without destinations.");

    public static CopyUnprovenException Unproven(CopyOrder order, CopyIdentity identity, string reason) => new(
        $"The copy {At(order.Target, order.Key)} can be proven at level {identity} only, below {order.MinimumIdentity}: {reason}.",
        $"Set MinimumIdentity to {identity} if that is enough; otherwise find out why the exported file has no CRC of the whole object.");

    public static CopyInterruptedException Interrupted(CopyOrder order) => new(
        $"{At(order.Target, order.Key)} is unfinished after {CopyOrder.MostRounds} rounds: each lost the upload or ran out of time.",
        "The log of CopyToRegion says which. Find out what aborts uploads of this key (another tool, a second run), or why it is slow.");

    public static CopyNotIdenticalException Refused(CopyOrder order, string? detail) => new(
        $"S3 refused to complete {At(order.Target, order.Key)} because its parts are not the exported file: {detail}", StartAgain);

    public static ExportedFileChangedException SourceChanged(BucketLocation source, string key) => new(
        $"{At(source, key)} was removed or replaced after it had been verified.", StartAgain);

    public static DestinationObjectTakenException Taken(BucketLocation target, string key, CopyVerdict verdict) => new(
        $"{At(target, key)} exists already and is not a copy of the exported file: {verdict.Reason}.",
        "Nothing was overwritten. Find out who wrote the object, move it away, and start a new backup.");

    public static CopyNotIdenticalException NotIdentical(BucketLocation target, string key, CopyVerdict verdict, bool isRemoved) => new(
        $"{At(target, key)} is not what was copied: {verdict.Reason}. "
        + (isRemoved ? "The copy has been removed." : "It has been left, because the store did not say what it had written."),
        StartAgain);

    public static CopyNotIdenticalException ChangedSince(BucketLocation target, string key, CopyVerdict verdict) => new(
        $"{At(target, key)} is no longer what was copied: {verdict.Reason}.", StartAgain);

    public static CopyNotIdenticalException Gone(BucketLocation target, string key) => new(
        $"{At(target, key)} is not there any more after it had been copied.", StartAgain);

    public static DestinationNotWritableException NotWritable(CopyOrder order, string action, CallerNotPermittedException refused)
    {
        var (source, target) = (order.Source, order.Target);
        // The folder ends in the cache's id and the backup's; the prefix before them may have folders of its own.
        var prefix = string.Join('/', order.Folder.Split('/')[..^2]);
        var hint = target.AccountId == source.AccountId
            ? $"Allow {action} there (and kms:GenerateDataKey on the destination's key) in the role of CopyToRegion, "
                + "and look for a Deny in the bucket's policy."
            : $"Account {target.AccountId} has to add this statement to the policy of bucket {target.Bucket}: "
                + DestinationGrant.Statement(target, source.AccountId, prefix);
        var reason = refused.InnerException?.Message ?? refused.Message;
        return new DestinationNotWritableException($"{action} on {At(target, order.Key)} was refused: {reason}", hint, refused);
    }

    private static string At(BucketLocation bucket, string key) => $"s3://{bucket.Bucket}/{key}";
}
