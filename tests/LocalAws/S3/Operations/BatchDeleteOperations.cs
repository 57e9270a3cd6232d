using System.Xml.Linq;
using CacheBackup.LocalAws.S3.Authorization;
using CacheBackup.LocalAws.S3.Wire;
using static CacheBackup.LocalAws.S3.Wire.S3Xml;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>DeleteObjects: each key is allowed or refused for itself.</summary>
internal static class BatchDeleteOperations
{
    private const int MaxKeys = 1000;

    public static async Task DeleteObjectsAsync(S3Request request)
    {
        var body = await RequestBody.Of(request).RequireProtected().ReceiveDocumentAsync(request.Aborted);
        var document = Parse(body, "Delete").Only("Object", "Quiet");
        var quiet = document.Flag("Quiet");
        var objects = document.Children("Object").Select(Read).ToList();
        if (objects.Count is 0 or > MaxKeys)
        {
            throw S3Errors.MalformedXml();
        }

        await request.ReplyAsync(Element("DeleteResult", objects.Select(wanted => Delete(request, wanted, quiet)).ToList()));
    }

    private static Wanted Read(XElement element)
    {
        element.Only("Key", "VersionId", "ETag", "LastModifiedTime", "Size");
        return element.Child("LastModifiedTime") is null && element.Child("Size") is null
            ? new Wanted(element.RequiredText("Key"), element.Text("VersionId"), element.Text("ETag"))
            : throw S3Errors.NotImplemented("The local S3 has no directory buckets: LastModifiedTime and Size are no conditions here.");
    }

    private static XElement? Delete(S3Request request, Wanted wanted, bool quiet)
    {
        try
        {
            var versionId = VersionIds.Checked(wanted.VersionId);
            var action = versionId is null ? "s3:DeleteObject" : "s3:DeleteObjectVersion";
            Authorizer.Demand(request, new AccessRequest(action, request.Bucket, wanted.Key));
            var outcome = Deletion.Delete(request, wanted.Key, versionId, current => Check(wanted, current));
            return quiet ? null : Element(
                "Deleted",
                Element("Key", wanted.Key),
                Optional("VersionId", versionId),
                outcome.IsDeleteMarker ? Element("DeleteMarker", "true") : null,
                outcome.IsDeleteMarker ? Optional("DeleteMarkerVersionId", outcome.VersionId) : null);
        }
        catch (S3Exception error)
        {
            return Element(
                "Error",
                Element("Key", wanted.Key),
                Optional("VersionId", wanted.VersionId),
                Element("Code", error.Code),
                Element("Message", error.Message));
        }
    }

    private static void Check(Wanted wanted, Storage.ObjectVersion? current)
    {
        if (wanted.ETag is not null && (current is null || !Preconditions.Matches(wanted.ETag, current)))
        {
            throw S3Errors.PreconditionFailed("If-Match");
        }
    }

    private sealed record Wanted(string Key, string? VersionId, string? ETag);
}
