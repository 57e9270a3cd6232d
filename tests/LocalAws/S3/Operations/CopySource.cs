using CacheBackup.LocalAws.S3.Authorization;
using CacheBackup.LocalAws.S3.Network;
using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>The object a copy reads, which may be in another Region and belong to another account.</summary>
/// <param name="IsVersionNamed">Whether the request names a version.</param>
internal sealed record CopySource(Bucket Bucket, ObjectVersion Version, bool IsVersionNamed)
{
    public const string Header = "x-amz-copy-source";

    /// <summary>Finds the source and checks that the caller may read it, and its conditions.</summary>
    public static CopySource Of(S3Request request, BucketRegistry buckets)
    {
        var (bucketName, key, versionId) = Parse(request.Header(Header)!);
        var bucket = buckets.Find(bucketName) ?? throw S3Errors.NoSuchBucket(bucketName);
        ExpectedOwner.Check(request, "x-amz-source-expected-bucket-owner", bucket);
        Authorizer.Demand(request, new AccessRequest(
            versionId is null ? "s3:GetObject" : "s3:GetObjectVersion", bucket, key, bucket.Objects.Find(key, versionId)));
        var version = bucket.Objects.Find(key, versionId) is { IsDeleteMarker: true } && versionId is not null
            ? throw S3Errors.InvalidRequest("The source of a copy request may not specifically refer to a delete marker by version id.")
            : ObjectLookup.Find(request, bucket, key, versionId);
        Preconditions.CheckCopySource(request, version);
        return new CopySource(bucket, version, versionId is not null);
    }

    /// <summary>The copy of some of its bytes to what the request writes.</summary>
    /// <param name="part">0 for a whole object.</param>
    public ServerSideCopy CopyTo(S3Request request, int part, long bytes) =>
        new(Bucket.Region, request.Bucket.Region, request.Bucket.Name, request.Key, part, bytes);

    /// <summary>Writes which version was read.</summary>
    public void WriteVersion(S3Request request)
    {
        if (Bucket.Settings.Versioning != VersioningStatus.Unversioned)
        {
            request.Response.Headers["x-amz-copy-source-version-id"] = Version.VersionId;
        }
    }

    /// <summary>Takes <c>[/]bucket/key[?versionId=id]</c> apart; bucket and key are URL-encoded.</summary>
    private static (string Bucket, string Key, string? VersionId) Parse(string header)
    {
        const string Version = "?versionId=";
        var at = header.IndexOf(Version, StringComparison.Ordinal);
        var (path, versionId) = at < 0 ? (header, null) : (header[..at], VersionIds.Checked(header[(at + Version.Length)..]));
        path = Uri.UnescapeDataString(path);
        if (path.StartsWith("arn:", StringComparison.Ordinal))
        {
            throw S3Errors.NotImplemented("The local S3 has no access points.");
        }

        return (path.StartsWith('/') ? path[1..] : path).Split('/', 2) is [{ Length: > 0 } bucket, { Length: > 0 } key]
            ? (bucket, key, versionId)
            : throw S3Errors.InvalidArgument("Invalid copy source object key", Header, header);
    }
}
