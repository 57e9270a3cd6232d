using CacheBackup.LocalAws.S3.Authorization;
using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>Finds the upload a request is about.</summary>
internal static class UploadLookup
{
    /// <exception cref="S3Exception"><c>NoSuchUpload</c>.</exception>
    public static Upload Find(S3Request request)
    {
        var id = request.Query("uploadId") ?? "";
        return request.Bucket.Uploads.Find(request.Key, id) ?? throw S3Errors.NoSuchUpload(id);
    }

    /// <summary>Finds it for an action that whoever began the upload may do without any grant.</summary>
    public static Upload FindFor(S3Request request, string action)
    {
        var upload = request.Bucket.Uploads.Find(request.Key, request.Query("uploadId") ?? "");
        Authorizer.Demand(request, new AccessRequest(action, request.Bucket, request.Key)
        {
            IsInitiator = upload is not null && upload.InitiatorArn == request.Call.Caller.PrincipalArn,
        });
        return upload ?? throw S3Errors.NoSuchUpload(request.Query("uploadId") ?? "");
    }
}
