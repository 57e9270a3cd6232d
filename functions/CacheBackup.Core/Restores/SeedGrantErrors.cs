using CacheBackup.Core.Errors;
using CacheBackup.Core.Permissions;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Regions;

namespace CacheBackup.Core.Restores;

/// <summary>Why ElastiCache may not read the files of a restore, in words.</summary>
internal static class SeedGrantErrors
{
    public static SeedBucketNotGrantedException Denied(BucketLocation bucket, GrantFinding finding) => new(
        $"ElastiCache may not do {string.Join(", ", finding.Actions)} on the files in bucket {bucket.Bucket}: {finding.Reason}.",
        "No grant outweighs a Deny, and none is changed here: except ElastiCache from that statement, such as by the condition "
        + "\"Bool\": {\"aws:PrincipalIsAWSService\": \"false\"}, or copy the backup to another bucket.");

    public static SeedBucketNotGrantedException NoPrincipal(BucketLocation bucket, GrantFinding finding) => new(
        $"ElastiCache may not do {string.Join(", ", finding.Actions)} on the files in bucket {bucket.Bucket}: {finding.Reason}, "
        + $"and its service principal in {bucket.Region} is not documented.",
        $"Give its canonical id {RegionFacts.ElastiCacheCanonicalIdOf(bucket.Region) ?? "(ask AWS support)"} READ and READ_ACP on every "
        + "file (aws s3api put-object-acl), and create the cache by hand.");

    public static SeedBucketNotGrantedException TooLong(BucketLocation bucket, int bytes, string statement) => new(
        $"The policy of bucket {bucket.Bucket} would have {bytes} bytes with the statement of this restore; S3 takes "
        + $"{BucketPolicyEditor.MostBytes}.",
        $"Shorten the policy, or put the files into a bucket with a shorter one. The statement is: {Shortened(statement)}");

    public static SeedBucketNotGrantedException MayNotChange(BucketLocation bucket, string statement, Exception refused) => new(
        $"ElastiCache may not read the files in bucket {bucket.Bucket} yet, and this run may not change the bucket's policy: "
        + refused.Message,
        "Name the bucket in the stack's RestoreBucketArns, or have its owner add this statement for the time of the restore: "
        + Shortened(statement),
        refused);

    // A notification takes 256 KiB, and nobody reads so much.
    private static string Shortened(string statement) => statement.Length <= 4000 ? statement : $"{statement[..4000]}…";
}
