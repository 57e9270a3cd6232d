using System.Xml.Linq;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.S3.Authorization;
using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Wire;
using static CacheBackup.LocalAws.S3.Wire.S3Xml;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>Making, finding and removing buckets.</summary>
internal sealed class BucketOperations(S3State state)
{
    private const int MaxBuckets = 10_000;

    /// <summary>Every bucket of the caller's account, in all Regions.</summary>
    public Task ListBucketsAsync(S3Request request)
    {
        var caller = request.Call.Caller;
        RequireAccount(caller);
        var (prefix, region) = (request.Query("prefix") ?? "", request.Query("bucket-region"));
        var limit = request.Limit("max-buckets", MaxBuckets);
        var isPaged = request.HasQuery("max-buckets") || request.HasQuery("prefix") || region is not null
            || request.HasQuery("continuation-token");
        var after = ContinuationToken.Decode(request.Query("continuation-token"));
        var found = state.Buckets.OwnedBy(caller.AccountId)
            .Where(bucket => bucket.Name.StartsWith(prefix, StringComparison.Ordinal) && (region is null || bucket.Region == region)
                && (after is null || string.CompareOrdinal(bucket.Name, after) > 0))
            .Take(limit + 1)
            .ToList();
        var shown = found.Take(limit).ToList();
        return request.ReplyAsync(Element(
            "ListAllMyBucketsResult",
            Element("Owner", Element("ID", CanonicalIds.OfAccount(caller.AccountId))),
            Element("Buckets", shown.Select(bucket => Entry(bucket, isPaged))),
            isPaged ? Element("Prefix", prefix) : null,
            found.Count > limit && limit > 0 ? Element("ContinuationToken", ContinuationToken.Encode(shown[^1].Name)) : null));
    }

    public async Task CreateBucketAsync(S3Request request)
    {
        var caller = request.Call.Caller;
        RequireAccount(caller);
        var name = BucketNames.Checked(request.Address.Bucket!);
        var configuration = await ReadConfigurationAsync(request);
        var region = BucketRegions.ForNewBucket(request.Call.Region, configuration?.Text("LocationConstraint"));
        var settings = NewBucketSettings.Read(request, caller, configuration);
        var bucket = new Bucket(name, region, caller.AccountId, request.Now, settings);
        if (state.Buckets.GetOrAdd(bucket) is var existing && existing != bucket)
        {
            AnswerForExisting(existing, caller, region);
        }

        request.Response.Headers.Location = $"/{name}";
        request.Response.Headers["x-amz-bucket-arn"] = bucket.Arn;
        await request.ReplyAsync(200);
    }

    public static Task HeadBucketAsync(S3Request request)
    {
        request.Response.Headers["x-amz-bucket-arn"] = request.Bucket.Arn;
        request.Response.Headers["x-amz-access-point-alias"] = "false";
        return request.ReplyAsync(200);
    }

    /// <summary>The Region; us-east-1 is an empty element.</summary>
    public static Task GetBucketLocationAsync(S3Request request) =>
        request.ReplyAsync(Element("LocationConstraint", request.Bucket.Region == BucketRegions.Default ? null : request.Bucket.Region));

    public Task DeleteBucketAsync(S3Request request) => state.Buckets.TryRemove(request.Bucket)
        ? request.ReplyAsync(204)
        : throw new S3Exception(409, "BucketNotEmpty", request.Bucket.Settings.Versioning == VersioningStatus.Unversioned
            ? "The bucket you tried to delete is not empty"
            : "The bucket you tried to delete is not empty. You must delete all versions in the bucket.")
        {
            Details = [("BucketName", request.Bucket.Name)],
        };

    private static async Task<XElement?> ReadConfigurationAsync(S3Request request)
    {
        var body = await RequestBody.Of(request).ReceiveDocumentAsync(request.Aborted);
        if (body.IsEmpty)
        {
            return null;
        }

        var configuration = Parse(body, "CreateBucketConfiguration").Only("LocationConstraint", "Location", "Bucket", "Tags");
        return configuration.Child("Location") is null && configuration.Child("Bucket") is null
            ? configuration
            : throw S3Errors.NotImplemented("The local S3 has no directory buckets.");
    }

    /// <summary>In us-east-1 making one's own bucket again is no error, as it always was.</summary>
    private static void AnswerForExisting(Bucket existing, Caller caller, string region)
    {
        if (!existing.IsOwnedBy(caller))
        {
            throw new S3Exception(
                409, "BucketAlreadyExists",
                "The requested bucket name is not available. The bucket namespace is shared by all users of the system. Please select a "
                    + "different name and try again.")
            {
                Details = [("BucketName", existing.Name)],
            };
        }

        if (region != BucketRegions.Default || existing.Region != BucketRegions.Default)
        {
            throw new S3Exception(
                409, "BucketAlreadyOwnedByYou", "Your previous request to create the named bucket succeeded and you already own it.")
            {
                Details = [("BucketName", existing.Name)],
            };
        }
    }

    /// <summary>
    /// These two answer to identities of an account only:
    /// <c>s3:ListAllMyBuckets</c> and <c>s3:CreateBucket</c> cannot be granted by a bucket.
    /// </summary>
    private static void RequireAccount(Caller caller)
    {
        if (caller.Kind is not (CallerKind.Account or CallerKind.Function))
        {
            throw S3Errors.AccessDenied();
        }
    }

    private static XElement Entry(Bucket bucket, bool isPaged) => Element(
        "Bucket",
        Element("Name", bucket.Name),
        Element("CreationDate", Time(bucket.Created)),
        isPaged ? Element("BucketRegion", bucket.Region) : null);
}
