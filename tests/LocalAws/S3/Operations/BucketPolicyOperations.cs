using System.Text;
using CacheBackup.LocalAws.S3.Authorization;
using CacheBackup.LocalAws.S3.Wire;
using static CacheBackup.LocalAws.S3.Wire.S3Xml;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>Bucket policies: only the owner's account may see or change them.</summary>
internal static class BucketPolicyOperations
{
    public static async Task GetBucketPolicyAsync(S3Request request)
    {
        RequireOwner(request);
        var policy = request.Bucket.Settings.Policy ?? throw NoSuchPolicy(request);
        var text = Encoding.UTF8.GetBytes(policy.Text);
        request.Response.ContentType = "application/json";
        request.Response.ContentLength = text.Length;
        await request.Response.Body.WriteAsync(text, request.Aborted);
    }

    public static async Task PutBucketPolicyAsync(S3Request request)
    {
        RequireOwner(request);
        var body = await RequestBody.Of(request).ReceiveDocumentAsync(request.Aborted);
        var policy = PolicyReader.Read(Encoding.UTF8.GetString(body.Span), request.Bucket.Name);
        request.Bucket.Configure(settings => policy.IsPublic && settings.EffectivePublicAccessBlock.BlockPublicPolicy
            ? throw S3Errors.AccessDenied(
                $"User: {request.Call.Caller.PrincipalArn} is not authorized to perform: s3:PutBucketPolicy on resource: "
                    + $"\"{request.Bucket.Arn}\" because public policies are prevented by the BlockPublicPolicy setting in S3 Block "
                    + "Public Access.")
            : settings with { Policy = policy });
        await request.ReplyAsync(204);
    }

    public static Task DeleteBucketPolicyAsync(S3Request request)
    {
        RequireOwner(request);
        request.Bucket.Configure(settings => settings with { Policy = null });
        return request.ReplyAsync(204);
    }

    public static Task GetBucketPolicyStatusAsync(S3Request request)
    {
        var policy = request.Bucket.Settings.Policy ?? throw NoSuchPolicy(request);
        return request.ReplyAsync(Element("PolicyStatus", Element("IsPublic", Bool(policy.IsPublic))));
    }

    /// <summary>Another account gets 405 even where the policy itself would allow it.</summary>
    private static void RequireOwner(S3Request request)
    {
        if (!request.Bucket.IsOwnedBy(request.Call.Caller))
        {
            throw S3Errors.MethodNotAllowed(request.Method, "BUCKETPOLICY");
        }
    }

    private static S3Exception NoSuchPolicy(S3Request request) =>
        S3Errors.NotConfigured("NoSuchBucketPolicy", "The bucket policy does not exist", request.Bucket.Name);
}
