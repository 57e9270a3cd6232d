using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Authorization;

/// <summary>What a request has to say to the condition keys of a policy.</summary>
internal static class RequestConditions
{
    private const string ExistingTag = "s3:existingobjecttag/";
    private const string RequestTag = "s3:requestobjecttag/";

    public static ConditionValues Of(S3Request request, AccessRequest access) => new(key => Values(key, request, access));

    private static List<string>? Values(string key, S3Request request, AccessRequest access) => key switch
    {
        "s3:requestobjecttagkeys" => access.RequestTags.Count == 0 ? null : [.. access.RequestTags.Select(tag => tag.Key)],
        _ when key.StartsWith(ExistingTag, StringComparison.Ordinal) => Tag(access.Target?.Tags, key[ExistingTag.Length..]),
        _ when key.StartsWith(RequestTag, StringComparison.Ordinal) => Tag(access.RequestTags, key[RequestTag.Length..]),
        _ => (OfCaller(key, request.Call) ?? OfRequest(key, request) ?? OfResource(key, access)) is { } value ? [value] : null,
    };

    private static string? OfCaller(string key, AwsCall call)
    {
        var caller = call.Caller;
        var (isService, isSigned) = (caller.Kind == CallerKind.Service, caller.Kind != CallerKind.Anonymous);
        return key switch
        {
            "aws:principalarn" => isSigned && !isService ? PrincipalArns.RoleOf(caller) : null,
            "aws:principalaccount" => isSigned && !isService ? caller.AccountId : null,
            "aws:principaltype" => caller.Kind switch
            {
                CallerKind.Anonymous => "Anonymous",
                CallerKind.Account => "Account",
                CallerKind.Function => "AssumedRole",
                _ => "Service",
            },
            "aws:userid" => isSigned && !isService ? caller.AccountId : null,
            "aws:principalisawsservice" => isService ? "true" : "false",
            "aws:principalservicename" => isService ? caller.PrincipalArn : null,
            "aws:viaawsservice" => "false",
            "aws:sourceaccount" => isService ? caller.AccountId : null,

            // Services vouch for the resource they act for in this header; from anyone else it means nothing.
            "aws:sourcearn" => isService ? Header("x-amz-source-arn") : null,
            _ => null,
        };

        string? Header(string name) => call.Http.Request.Headers.TryGetValue(name, out var value) ? value.ToString() : null;
    }

    private static string? OfRequest(string key, S3Request request) => key switch
    {
        // The endpoint is local: a policy that denies plain HTTP must not lock everyone out of it.
        "aws:securetransport" => "true",
        "s3:tlsversion" => "1.3",
        "aws:sourceip" => request.Http.Connection.RemoteIpAddress?.ToString(),
        "aws:currenttime" => request.Now.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'"),
        "aws:epochtime" => request.Now.ToUnixTimeSeconds().ToString(),
        "aws:useragent" => request.Header("User-Agent"),
        "aws:referer" => request.Header("Referer"),
        "aws:requestedregion" => request.Call.Region,
        "s3:authtype" when request.Call.Caller.Kind != CallerKind.Anonymous =>
            request.HasQuery("X-Amz-Credential") ? "REST-QUERY-STRING" : "REST-HEADER",
        "s3:signatureversion" => request.Call.Caller.Kind == CallerKind.Anonymous ? null : "AWS4-HMAC-SHA256",
        "s3:prefix" or "s3:delimiter" or "s3:max-keys" => request.Query(key["s3:".Length..]),
        "s3:versionid" => request.Query("versionId"),
        "s3:if-match" or "s3:if-none-match" => request.Header(key["s3:".Length..]),
        _ when key.StartsWith("s3:x-amz-", StringComparison.Ordinal) => request.Header(key["s3:".Length..]),
        _ => null,
    };

    private static string? OfResource(string key, AccessRequest access) => key switch
    {
        "s3:resourceaccount" or "aws:resourceaccount" => access.Bucket.OwnerAccount,
        "s3:locationconstraint" => access.Bucket.Region,
        _ => null,
    };

    private static List<string>? Tag(IReadOnlyList<KeyValuePair<string, string>>? tags, string key) =>
        tags?.Where(tag => tag.Key.Equals(key, StringComparison.OrdinalIgnoreCase)).Select(tag => tag.Value).Take(1)
            .ToList() is { Count: > 0 } values
            ? values
            : null;
}
