using CacheBackup.LocalAws.S3.Authorization;
using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>Tags of buckets and objects.</summary>
internal static class TaggingOperations
{
    public static Task GetBucketTaggingAsync(S3Request request) => request.ReplyAsync(TagSets.ToXml(
        request.Bucket.Settings.Tags ?? throw S3Errors.NotConfigured("NoSuchTagSet", "The TagSet does not exist", request.Bucket.Name)));

    public static async Task PutBucketTaggingAsync(S3Request request)
    {
        var tags = await ReadAsync(request, TagSets.MaxOnBucket);
        request.Bucket.Configure(settings => settings with { Tags = tags });
        await request.ReplyAsync(204);
    }

    public static Task DeleteBucketTaggingAsync(S3Request request)
    {
        request.Bucket.Configure(settings => settings with { Tags = null });
        return request.ReplyAsync(204);
    }

    public static Task GetObjectTaggingAsync(S3Request request)
    {
        var version = ObjectLookup.Find(request);
        ObjectHeaders.WriteVersion(request, version);
        return request.ReplyAsync(TagSets.ToXml(version.Tags));
    }

    public static async Task PutObjectTaggingAsync(S3Request request)
    {
        var version = ObjectLookup.Find(request);
        var tags = await ReadAsync(request, TagSets.MaxOnObject);
        var action = request.VersionId is null ? "s3:PutObjectTagging" : "s3:PutObjectVersionTagging";
        Authorizer.Demand(request, new AccessRequest(action, request.Bucket, request.Key, version) { RequestTags = tags });
        Change(request, version, tags);
        await request.ReplyAsync(200);
    }

    public static Task DeleteObjectTaggingAsync(S3Request request)
    {
        Change(request, ObjectLookup.Find(request), []);
        return request.ReplyAsync(204);
    }

    private static void Change(S3Request request, ObjectVersion version, IReadOnlyList<KeyValuePair<string, string>> tags)
    {
        _ = request.Bucket.Objects.Change(version.Key, version.VersionId, existing => existing with { Tags = tags })
            ?? throw S3Errors.NoSuchKey(version.Key);
        ObjectHeaders.WriteVersion(request, version);
    }

    private static async Task<IReadOnlyList<KeyValuePair<string, string>>> ReadAsync(S3Request request, int max)
    {
        var body = await RequestBody.Of(request).ReceiveDocumentAsync(request.Aborted);
        return TagSets.FromXml(S3Xml.Parse(body, "Tagging").Only("TagSet").Required("TagSet"), max);
    }
}
