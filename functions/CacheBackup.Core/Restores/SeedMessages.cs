using System.Text.RegularExpressions;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Permissions;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Restores;

/// <summary>
/// Why ElastiCache refused files. As with exports, the refusals share one error code and are told apart by the stem of their
/// message.
/// </summary>
internal static partial class SeedMessages
{
    /// <summary>The error a message means; null for a message that is none of the known ones.</summary>
    public static PermanentException? Translate(string message, BucketLocation bucket)
    {
        var refusal = $"ElastiCache refused the files in bucket {bucket.Bucket}: {message.ReplaceLineEndings(" ").Trim().TrimEnd('.')}.";
        return message switch
        {
            _ when NotGranted().IsMatch(message) => new SeedBucketNotGrantedException(
                refusal, "Someone has changed the bucket's policy or ACLs since they were read, or they have not taken effect yet; start the restore again."),
            _ when Says("does not contain an object") || (Says("S3 object") && Says("does not exist")) =>
                new SeedFileChangedException(refusal, "A file was removed while the restore ran; find out by what."),
            _ when Says("outside of the region") => new BucketInWrongRegionException(
                refusal, $"Copy the files to a bucket in {bucket.Region}."),
            _ when Says("S3 bucket") && Says("does not exist") => new BucketMissingException(refusal, "Find out what has deleted it."),
            _ when Says("unable to validate the authenticated user") => new CallerNotPermittedException(
                refusal, CallerPermissions.ListAllMyBucketsHint),
            _ when Says("does not have sufficient permissions") => new CallerNotPermittedException(
                refusal, $"Name bucket {bucket.Bucket} in the stack's RestoreBucketArns."),
            _ => null,
        };

        bool Says(string stem) => message.Contains(stem, StringComparison.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"has not been granted (READ_ACP|READ|WRITE)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NotGranted();
}
