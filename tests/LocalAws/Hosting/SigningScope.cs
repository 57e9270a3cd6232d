using Microsoft.AspNetCore.Http;

namespace CacheBackup.LocalAws.Hosting;

/// <summary>Reads access key, Region and service from a Signature Version 4 credential scope.</summary>
/// <remarks>
/// The scope is <c>key/date/region/service/aws4_request</c>, in the Authorization header or the X-Amz-Credential query
/// parameter of a presigned URL. Signatures are not verified: any secret is accepted on this machine.
/// </remarks>
public sealed record SigningScope(string AccessKeyId, string Region, string Service)
{
    /// <summary>The request's scope, or null when it is not signed.</summary>
    public static SigningScope? Of(HttpRequest request)
    {
        var credential = request.Query["X-Amz-Credential"].FirstOrDefault() ?? FromHeader(request.Headers.Authorization.ToString());
        var parts = credential?.Split('/');
        return parts is { Length: >= 5 } ? new SigningScope(string.Join('/', parts[..^4]), parts[^3], parts[^2]) : null;
    }

    private static string? FromHeader(string authorization)
    {
        const string Field = "Credential=";
        var start = authorization.IndexOf(Field, StringComparison.Ordinal);
        if (!authorization.StartsWith("AWS4-", StringComparison.Ordinal) || start < 0)
        {
            return null;
        }

        var value = authorization[(start + Field.Length)..];
        var end = value.IndexOf(',', StringComparison.Ordinal);
        return end < 0 ? value.Trim() : value[..end].Trim();
    }
}
