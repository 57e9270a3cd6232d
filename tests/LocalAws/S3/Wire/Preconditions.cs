using System.Globalization;
using CacheBackup.LocalAws.S3.Storage;

namespace CacheBackup.LocalAws.S3.Wire;

/// <summary>The conditional headers of reads and writes.</summary>
internal static class Preconditions
{
    /// <summary>
    /// Checks a read; <c>If-Match</c> goes before <c>If-Unmodified-Since</c>, <c>If-None-Match</c> before <c>If-Modified-Since</c>.
    /// </summary>
    /// <exception cref="S3Exception">412, or 304 without a body.</exception>
    public static void CheckRead(S3Request request, ObjectVersion version)
    {
        var failed = Failed(request, version, "If-");
        if (failed is null)
        {
            return;
        }

        throw failed is "If-None-Match" or "If-Modified-Since"
            ? new S3Exception(304, "NotModified", "Not Modified")
            {
                Headers = [("ETag", $"\"{version.ETag}\""), ("Last-Modified", version.LastModified.ToString("r"))],
            }
            : S3Errors.PreconditionFailed(failed);
    }

    /// <summary>Checks the source of a copy: every failure is a 412.</summary>
    public static void CheckCopySource(S3Request request, ObjectVersion source)
    {
        if (Failed(request, source, "x-amz-copy-source-if-") is { } failed)
        {
            throw S3Errors.PreconditionFailed(failed);
        }
    }

    /// <summary>The check a write makes of what it would replace.</summary>
    /// <exception cref="S3Exception">A condition that S3 does not offer for writes.</exception>
    public static Action<ObjectVersion?> OfWrite(S3Request request)
    {
        var (ifMatch, ifNoneMatch) = (request.Header("If-Match"), request.Header("If-None-Match"));
        if (ifNoneMatch is not (null or "*"))
        {
            throw S3Errors.NotImplementedHeader("If-None-Match");
        }

        return current =>
        {
            if (ifNoneMatch is not null && current is not null)
            {
                throw S3Errors.PreconditionFailed("If-None-Match");
            }

            if (ifMatch is not null && !Matches(ifMatch, current ?? throw S3Errors.NoSuchKey(request.Key)))
            {
                throw S3Errors.PreconditionFailed("If-Match");
            }
        };
    }

    private static string? Failed(S3Request request, ObjectVersion version, string prefix)
    {
        var (match, noneMatch) = (request.Header(prefix + "Match"), request.Header(prefix + "None-Match"));
        var (since, unmodifiedSince) = (Date(request.Header(prefix + "Modified-Since")), Date(request.Header(prefix + "Unmodified-Since")));
        return (match, noneMatch) switch
        {
            ({ } wanted, _) when !Matches(wanted, version) => prefix + "Match",
            (null, _) when unmodifiedSince < version.LastModified => prefix + "Unmodified-Since",
            (_, { } unwanted) when Matches(unwanted, version) => prefix + "None-Match",
            (_, null) when since >= version.LastModified => prefix + "Modified-Since",
            _ => null,
        };
    }

    /// <summary>Whether a header of ETags, quoted or not, names the version.</summary>
    public static bool Matches(string header, ObjectVersion version) =>
        header.Split(',').Select(tag => tag.Trim().Trim('"')).Any(tag => tag == "*" || tag == version.ETag);

    private static DateTimeOffset? Date(string? header) =>
        DateTimeOffset.TryParse(header, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date : null;
}
