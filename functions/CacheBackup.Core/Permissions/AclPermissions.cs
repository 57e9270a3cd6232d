namespace CacheBackup.Core.Permissions;

/// <summary>How the permissions of an ACL, in whose words ElastiCache reports what it lacks, and IAM actions correspond.</summary>
internal static class AclPermissions
{
    public static string For(string action) => action switch
    {
        "s3:PutObject" or "s3:ListMultipartUploadParts" => "WRITE",
        "s3:GetBucketAcl" or "s3:GetObjectAcl" => "READ_ACP",
        // Not object READ in ACL terms, but ElastiCache owns, and so may read, what it wrote by an ACL's WRITE.
        _ => "READ",
    };

    /// <summary>The actions behind one ACL permission: what a refusal in ACL words says in policy words.</summary>
    public static IReadOnlyList<string> ActionsOf(string permission) =>
        [.. GrantStatement.ObjectActions.Concat(GrantStatement.BucketActions).Where(action => For(action) == permission)];
}
