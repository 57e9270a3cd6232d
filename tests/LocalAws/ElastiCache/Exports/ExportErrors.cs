using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Exports;

/// <summary>Why ElastiCache refuses an export, in its words: none has an error code of its own.</summary>
internal static class ExportErrors
{
    public static ServiceError NoBucket(string bucket) => ServiceError.InvalidValue($"The S3 bucket {bucket} does not exist.");

    public static ServiceError OutsideRegion(string bucket) =>
        ServiceError.InvalidValue($"The S3 bucket {bucket} is outside of the region.");

    public static ServiceError NotOwned(string bucket) =>
        ServiceError.InvalidValue($"The S3 bucket {bucket} is not owned by the authenticated user.");

    /// <summary>The caller may not <c>s3:ListAllMyBuckets</c>: that right cannot be scoped to one bucket.</summary>
    public static ServiceError CannotValidate() =>
        ServiceError.InvalidValue("Elasticache was unable to validate the authenticated user has access on the S3 bucket.");

    public static ServiceError CallerMayNot() =>
        ServiceError.InvalidValue("The authenticated user does not have sufficient permissions to perform the desired activity.");

    public static ServiceError AlreadyThere(string bucket, string key) =>
        ServiceError.InvalidValue($"The S3 bucket {bucket} already contains an object with key {key}.");

    /// <param name="permission"><c>READ</c>, <c>WRITE</c> or <c>READ_ACP</c>.</param>
    /// <param name="bucket">The bucket that does not grant it.</param>
    public static ServiceError NotGranted(string permission, string bucket) =>
        ServiceError.InvalidValue($"ElastiCache has not been granted {permission} permissions {bucket} on the S3 Bucket.");
}
