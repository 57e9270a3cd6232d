using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.S3.Storage;
using Microsoft.AspNetCore.Http;

namespace CacheBackup.LocalAws.S3.Wire;

/// <summary>One request to S3.</summary>
internal sealed class S3Request(AwsCall call, TimeProvider time)
{
    private Bucket? _bucket;

    public AwsCall Call { get; } = call;

    public HttpContext Http => Call.Http;

    public HttpResponse Response => Call.Http.Response;

    public string Method => Call.Http.Request.Method;

    public CancellationToken Aborted => Call.Aborted;

    /// <summary>When it came in, in whole seconds as S3 keeps time.</summary>
    public DateTimeOffset Now { get; } = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());

    public S3Address Address { get; } = S3Address.Of(call.Http);

    /// <summary>The bucket, once found and in the right Region.</summary>
    public Bucket Bucket
    {
        get => _bucket ?? throw new InvalidOperationException("This operation has no bucket.");
        set => _bucket = value;
    }

    /// <summary>The key of an object operation.</summary>
    public string Key => Address.Key ?? throw new InvalidOperationException("This operation has no key.");

    /// <summary>What <c>versionId</c> names; null for the current version.</summary>
    /// <exception cref="S3Exception">It cannot be a version id.</exception>
    public string? VersionId => VersionIds.Checked(Query("versionId"));

    /// <summary>A header, or null.</summary>
    public string? Header(string name) => Http.Request.Headers.TryGetValue(name, out var values) ? values.ToString() : null;

    /// <summary>A query parameter, decoded, or null.</summary>
    public string? Query(string name) => Http.Request.Query.TryGetValue(name, out var values) ? values.ToString() : null;

    public bool HasQuery(string name) => Http.Request.Query.ContainsKey(name);

    /// <summary>A query parameter between 0 and a limit, such as <c>max-keys</c>; more is cut to the limit, as S3 does.</summary>
    public int Limit(string name, int limit)
    {
        var text = Query(name);
        if (string.IsNullOrEmpty(text))
        {
            return limit;
        }

        return int.TryParse(text, out var value) && value >= 0
            ? Math.Min(value, limit)
            : throw S3Errors.InvalidArgument($"Provided {name} not an integer or within integer range", name, text);
    }
}
