namespace CacheBackup.Core.Permissions;

/// <summary>What the role that calls CopySnapshot needs on S3, in words.</summary>
public static class CallerPermissions
{
    /// <summary>The commonest trap: the right looks like one that should be scoped to the export bucket, and fails when it is.</summary>
    public const string ListAllMyBucketsHint =
        "Allow s3:ListAllMyBuckets with Resource \"*\" in the role's policy: ElastiCache looks the bucket up as the caller, "
        + "and scoped to a bucket this action allows nothing.";

    /// <summary>What else CopySnapshot checks in the caller's name.</summary>
    public static string ExportHint(string bucket) =>
        "Allow s3:PutObject, s3:GetObject and s3:DeleteObject on the objects, s3:ListBucket, s3:GetBucketLocation and "
        + $"s3:GetBucketAcl on bucket {bucket}, and s3:ListAllMyBuckets on \"*\".";
}
