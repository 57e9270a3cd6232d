using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace CacheBackup.LocalAws.S3.Wire;

/// <summary>Which bucket and key a request is about.</summary>
/// <param name="Bucket">Null for the service itself.</param>
/// <param name="Key">Null for a bucket.</param>
/// <param name="IsVirtualHost">Whether the bucket stood in the host name.</param>
internal sealed record S3Address(string? Bucket, string? Key, bool IsVirtualHost)
{
    private const string HostSuffix = ".localhost";

    /// <summary>Reads path-style (<c>/bucket/key</c>) and virtual-host-style (<c>Host: bucket.localhost</c>) addresses.</summary>
    /// <remarks>From the raw target: the server's own path drops dot segments, which are ordinary characters of a key.</remarks>
    public static S3Address Of(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.Split('?', 2)[0][1..];
        var host = http.Request.Host.Host;
        if (host.Length > HostSuffix.Length && host.EndsWith(HostSuffix, StringComparison.OrdinalIgnoreCase))
        {
            return new S3Address(host[..^HostSuffix.Length], Decoded(path), true);
        }

        var parts = path.Split('/', 2);
        return new S3Address(Decoded(parts[0]), parts.Length > 1 ? Decoded(parts[1]) : null, false);
    }

    private static string? Decoded(string text) => text.Length == 0 ? null : Uri.UnescapeDataString(text);
}
