using CacheBackup.Core.Errors;
using CacheBackup.Core.Permissions;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Regions;

namespace CacheBackup.Core.Restores;

/// <summary>Why the bucket's policy cannot let ElastiCache read the files.</summary>
/// <param name="Fact">What stands in the way.</param>
/// <param name="Hint">The next step.</param>
/// <param name="Refused">S3's refusal, if that is it.</param>
internal sealed record SeedObstacle(string Fact, string Hint, PermanentException? Refused = null);

/// <summary>Why ElastiCache may not read the files of a restore, in words.</summary>
internal static class SeedGrantErrors
{
    public static SeedBucketNotGrantedException Denied(BucketLocation bucket, GrantFinding finding) => new(
        $"ElastiCache may not do {string.Join(", ", finding.Actions)} on the files in bucket {bucket.Bucket}: {finding.Reason}.",
        "No grant outweighs a Deny, and none is changed here: except ElastiCache from that statement, such as by the condition "
        + "\"Bool\": {\"aws:PrincipalIsAWSService\": \"false\"}, or copy the backup to another bucket.");

    /// <summary>Neither the policy nor the ACLs of the files can grant it.</summary>
    /// <param name="policy">What is wrong with the policy: the first choice, so its hint is the one given.</param>
    /// <param name="whyNoAcl">What is wrong with the ACLs, as the part of a sentence that follows "because".</param>
    /// <param name="refused">S3's refusal, if that is it.</param>
    public static SeedBucketNotGrantedException NeitherWay(SeedObstacle policy, string whyNoAcl, PermanentException? refused = null) => new(
        $"{policy.Fact} Nor can the ACLs of the files let it: {whyNoAcl.TrimEnd('.')}.", policy.Hint, policy.Refused ?? refused);

    public static SeedObstacle NoPrincipal(BucketLocation bucket, GrantFinding finding) => new(
        $"ElastiCache may not do {string.Join(", ", finding.Actions)} on the files in bucket {bucket.Bucket}: {finding.Reason}, "
        + $"and its service principal in {bucket.Region} is not documented.",
        RegionFacts.ElastiCacheCanonicalIdOf(bucket.Region) is { } id
            ? "Turn the bucket's ACLs on (Object Ownership: bucket owner preferred) and name it in the stack's RestoreBucketArns: the restore "
                + $"then gives canonical id {id} READ and READ_ACP on every file, and takes them back."
            : "Ask AWS support which principal ElastiCache has there, and allow it to read the files in the bucket policy.");

    public static SeedObstacle TooLong(BucketLocation bucket, int bytes, string statement) => new(
        $"The policy of bucket {bucket.Bucket} would have {bytes} bytes with the statement of this restore; S3 takes "
        + $"{BucketPolicyEditor.MostBytes}.",
        $"Shorten the policy, or put the files into a bucket with a shorter one. The statement is: {Shortened(statement)}");

    public static SeedObstacle MayNotChange(BucketLocation bucket, string statement, PermanentException refused) => new(
        $"ElastiCache may not read the files in bucket {bucket.Bucket} yet, and this run may not change the bucket's policy: "
        + refused.Fact,
        "Name the bucket in the stack's RestoreBucketArns, or have its owner add this statement for the time of the restore: "
        + Shortened(statement),
        refused);

    // A notification takes 256 KiB, and nobody reads so much.
    private static string Shortened(string statement) => statement.Length <= 4000 ? statement : $"{statement[..4000]}…";
}
