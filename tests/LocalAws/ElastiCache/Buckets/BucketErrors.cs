using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Buckets;

/// <summary>Why ElastiCache refuses a bucket, in its words: none has an error code of its own.</summary>
internal static class BucketErrors
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

    public static ServiceError NoObject(string bucket, string key) =>
        ServiceError.InvalidValue($"The S3 bucket {bucket} does not contain an object with key {key}.");

    /// <param name="permission"><c>READ</c> or <c>READ_ACP</c>.</param>
    /// <param name="bucket">The object's bucket.</param>
    /// <param name="key">The object that does not grant it.</param>
    public static ServiceError NotGrantedOnObject(string permission, string bucket, string key) =>
        ServiceError.InvalidValue($"ElastiCache has not been granted {permission} permissions on the S3 object {bucket}/{key}.");

    public static ServiceError BucketKey(string bucket, string key) =>
        ServiceError.InvalidValue($"The S3 object {bucket}/{key} is encrypted with an S3 Bucket Key, which ElastiCache cannot use.");
}
