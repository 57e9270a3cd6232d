using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Permissions;

/// <summary>The one finding of every way to learn that ElastiCache may not use the bucket: judged before, or its own refusal.</summary>
public static class GrantErrors
{
    /// <summary>Nothing allows it. The message holds the statement to add.</summary>
    /// <param name="bucket">The export bucket.</param>
    /// <param name="actions">What is not allowed.</param>
    /// <param name="reason">How that is known.</param>
    public static ExportBucketNotGrantedException NotGranted(BucketLocation bucket, IReadOnlyList<string> actions, string reason) => new(
        $"ElastiCache may not do {string.Join(", ", actions)} on bucket {bucket.Bucket}: {reason}.",
        GrantStatement.JsonOf(bucket.Bucket, bucket.Region) is { } statement
            ? $"Add this statement to the bucket policy, or set RepairGrant to true to have it added: {statement}"
            : $"ElastiCache's service principal in {bucket.Region} is not documented: "
            + "grant WRITE, READ and READ_ACP to its canonical id in the bucket's ACL.");

    /// <summary>A statement denies it.</summary>
    /// <param name="bucket">The export bucket.</param>
    /// <param name="actions">What is denied.</param>
    /// <param name="reason">Which statement denies it.</param>
    public static ExportBucketNotGrantedException Denied(BucketLocation bucket, IReadOnlyList<string> actions, string reason) => new(
        $"ElastiCache may not do {string.Join(", ", actions)} on bucket {bucket.Bucket}: {reason}.",
        "No grant outweighs a Deny, and none is changed here: except ElastiCache from that statement, such as by the condition "
        + "\"Bool\": {\"aws:PrincipalIsAWSService\": \"false\"}, or choose another bucket.");
}
