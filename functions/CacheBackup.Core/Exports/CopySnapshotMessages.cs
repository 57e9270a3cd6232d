using System.Text.RegularExpressions;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Permissions;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Exports;

/// <summary>
/// Why ElastiCache refused an export. The refusals share one error code, so they are told apart by the stem of their
/// message (AWS ElastiCache user guide, November 2026).
/// </summary>
public static partial class CopySnapshotMessages
{
    /// <summary>The error a message means; null for a message that is none of the known ones.</summary>
    /// <param name="message">Of <c>InvalidParameterValue</c> and its like, as CopySnapshot answered it.</param>
    /// <param name="bucket">The export bucket.</param>
    /// <param name="targetName">The target snapshot name of this attempt.</param>
    public static PermanentException? Translate(string message, BucketLocation bucket, string targetName)
    {
        var refusal = $"ElastiCache refused the export to bucket {bucket.Bucket}: {message.ReplaceLineEndings(" ").Trim().TrimEnd('.')}.";
        return message switch
        {
            _ when NotGranted().Match(message) is { Success: true } match => GrantErrors.NotGranted(
                bucket, AclPermissions.ActionsOf(match.Groups["permission"].Value.ToUpperInvariant()), $"it answered \"{message.Trim()}\""),
            _ when Says(message, "outside of the region") => new BucketInWrongRegionException(
                refusal, $"Export to a bucket in {bucket.Region}; name buckets of other Regions as destinations."),
            _ when Says(message, "S3 bucket") && Says(message, "does not exist") => new BucketMissingException(
                refusal, $"Create the bucket in {bucket.Region}, or correct ExportBucket."),
            _ when Says(message, "not owned by the authenticated user") => new BucketOfAnotherAccountException(
                refusal, $"Export to a bucket of account {bucket.AccountId}; name buckets of other accounts as destinations."),
            _ when Says(message, "already contains an object with key") => new ExportTargetTakenException(
                refusal, $"Find out who else writes below {targetName}, and start a new backup; ElastiCache never overwrites."),
            _ when Says(message, "unable to validate the authenticated user") => new CallerNotPermittedException(
                refusal, CallerPermissions.ListAllMyBucketsHint),
            _ when Says(message, "does not have sufficient permissions") => new CallerNotPermittedException(
                refusal, CallerPermissions.ExportHint(bucket.Bucket)),
            _ => null,
        };
    }

    private static bool Says(string message, string stem) => message.Contains(stem, StringComparison.OrdinalIgnoreCase);

    [GeneratedRegex(@"has not been granted (?<permission>READ_ACP|READ|WRITE)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NotGranted();
}
