using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>Lifecycle rules: checked and kept, not carried out.</summary>
internal static class LifecycleOperations
{
    private const string MinimumSize = "x-amz-transition-default-minimum-object-size";

    public static Task GetBucketLifecycleAsync(S3Request request)
    {
        var lifecycle = request.Bucket.Settings.Lifecycle
            ?? throw S3Errors.NotConfigured(
                "NoSuchLifecycleConfiguration", "The lifecycle configuration does not exist", request.Bucket.Name);
        request.Response.Headers[MinimumSize] = lifecycle.MinimumSize;
        return request.ReplyAsync(lifecycle.Document);
    }

    public static async Task PutBucketLifecycleAsync(S3Request request)
    {
        var body = await RequestBody.Of(request).RequireProtected().ReceiveDocumentAsync(request.Aborted);
        var minimumSize = request.Header(MinimumSize) ?? "all_storage_classes_128K";
        if (minimumSize is not ("all_storage_classes_128K" or "varies_by_storage_class"))
        {
            throw S3Errors.InvalidRequest($"Invalid TransitionDefaultMinimumObjectSize found: {minimumSize}");
        }

        var lifecycle = new LifecycleConfiguration(LifecycleRules.Read(body), minimumSize);
        request.Bucket.Configure(settings => settings with { Lifecycle = lifecycle });
        request.Response.Headers[MinimumSize] = minimumSize;
        await request.ReplyAsync(200);
    }

    public static Task DeleteBucketLifecycleAsync(S3Request request)
    {
        request.Bucket.Configure(settings => settings with { Lifecycle = null });
        return request.ReplyAsync(204);
    }
}
