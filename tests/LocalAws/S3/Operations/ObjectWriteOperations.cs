using CacheBackup.LocalAws.S3.Authorization;
using CacheBackup.LocalAws.S3.Checksums;
using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>PutObject and DeleteObject.</summary>
internal sealed class ObjectWriteOperations(S3State state)
{
    public async Task PutObjectAsync(S3Request request)
    {
        var precondition = Preconditions.OfWrite(request);
        var template = NewObject.Template(request);
        var body = template.Lock is null ? RequestBody.Of(request) : RequestBody.Of(request).RequireProtected();
        var algorithm = body.Algorithm ?? ChecksumAlgorithm.Crc64Nvme;
        using var stored = await BodyStorage.ReceiveAsync(state.Blobs, body, algorithm, request.Aborted);
        var version = template with
        {
            Content = stored.Content.Share(),
            ETag = template.Encryption.IsSse ? Convert.ToHexStringLower(stored.Received.Md5) : NewObject.OpaqueETag(),
            Checksum = ObjectChecksum.FullObject(algorithm, stored.Received.Checksum),
        };
        var published = Publishing.Publish(request, version, precondition);

        request.Response.Headers.ETag = $"\"{published.ETag}\"";
        ObjectHeaders.WriteEncryption(request, published.Encryption);
        ObjectHeaders.WriteVersion(request, published);
        ObjectHeaders.WriteChecksum(request, published.Checksum);
        await request.ReplyAsync(200);
    }

    public static Task DeleteObjectAsync(S3Request request)
    {
        var outcome = Deletion.Delete(request, request.Key, request.VersionId, Preconditions.OfWrite(request));
        if (outcome.IsDeleteMarker)
        {
            request.Response.Headers["x-amz-delete-marker"] = "true";
        }

        if (outcome.VersionId is not null)
        {
            request.Response.Headers["x-amz-version-id"] = outcome.VersionId;
        }

        return request.ReplyAsync(204);
    }
}

/// <summary>Makes a version the current one of its key.</summary>
internal static class Publishing
{
    /// <param name="version">Its content is taken over; given back where publishing is refused.</param>
    public static ObjectVersion Publish(S3Request request, ObjectVersion version, Action<ObjectVersion?> precondition)
    {
        try
        {
            return request.Bucket.Objects.Publish(version, request.Bucket.Settings.Versioning, precondition);
        }
        catch
        {
            version.Content?.Dispose();
            throw;
        }
    }
}

/// <summary>Deletes an object or a version, as versioning asks.</summary>
internal static class Deletion
{
    public static DeleteOutcome Delete(S3Request request, string key, string? versionId, Action<ObjectVersion?> precondition)
    {
        var bucket = request.Bucket;
        var marker = new ObjectVersion
        {
            Key = key,
            VersionId = ObjectVersion.NullId,
            OwnerAccount = bucket.OwnerAccount,
            LastModified = request.Now,
            Acl = AccessControlList.Private(CanonicalIds.OfAccount(bucket.OwnerAccount)),
        };
        return bucket.Objects.Delete(marker, versionId, bucket.Settings.Versioning, current =>
        {
            precondition(current);
            RefuseLocked(versionId is null ? null : current?.Lock, request.Now);
        });
    }

    // A delete marker over a locked version is allowed: the version stays.
    private static void RefuseLocked(VersionLock? held, DateTimeOffset now)
    {
        if (held is not null && held.Until > now)
        {
            throw S3Errors.AccessDenied("Access Denied because object protected by object lock.");
        }
    }
}
