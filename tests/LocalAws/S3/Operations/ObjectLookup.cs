using CacheBackup.LocalAws.S3.Authorization;
using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>Finds the object version a read is about, or says what S3 says instead.</summary>
internal static class ObjectLookup
{
    /// <summary>The version the request names.</summary>
    public static ObjectVersion Find(S3Request request) => Find(request, request.Bucket, request.Key, request.VersionId);

    /// <summary>A version, or the current one.</summary>
    /// <exception cref="S3Exception">
    /// 404; 403 where the caller may not list, so may not learn what exists; 405 for a delete marker by its id.
    /// </exception>
    public static ObjectVersion Find(S3Request request, Bucket bucket, string key, string? versionId)
    {
        var version = bucket.Objects.Find(key, versionId);
        if (version is { IsDeleteMarker: false })
        {
            return version;
        }

        Authorizer.Demand(request, new AccessRequest(versionId is null ? "s3:ListBucket" : "s3:ListBucketVersions", bucket));
        throw version is not null ? S3Errors.DeleteMarker(key, version.VersionId, versionId is not null)
            : versionId is null ? S3Errors.NoSuchKey(key)
            : S3Errors.NoSuchVersion(key, versionId);
    }

    /// <summary>The bytes of a version, to be disposed by the caller.</summary>
    /// <exception cref="S3Exception">Gone meanwhile, or archived.</exception>
    public static Content Open(Bucket bucket, ObjectVersion version) => version.StorageClass is "GLACIER" or "DEEP_ARCHIVE"
        ? throw new S3Exception(403, "InvalidObjectState", "The operation is not valid for the object's storage class")
        {
            Details = [("StorageClass", version.StorageClass)],
        }
        : bucket.Objects.Open(version) ?? throw S3Errors.NoSuchKey(version.Key);
}
