using System.Globalization;
using CacheBackup.LocalAws.S3.Authorization;
using CacheBackup.LocalAws.S3.Storage;

namespace CacheBackup.LocalAws.S3.Wire;

/// <summary>The retention of a new object in headers.</summary>
internal static class LockHeaders
{
    private const string Mode = "x-amz-object-lock-mode";
    private const string Until = "x-amz-object-lock-retain-until-date";

    /// <summary>What a request asks for, after a check that the caller may; null where it asks for nothing.</summary>
    /// <exception cref="S3Exception">The bucket has no object lock, or the retention is none.</exception>
    public static VersionLock? Read(S3Request request)
    {
        var (mode, until) = (request.Header(Mode), request.Header(Until));
        if (mode is null && until is null)
        {
            return null;
        }

        if (mode is null || until is null)
        {
            throw S3Errors.InvalidArgument($"{Until} and {Mode} must both be supplied", mode is null ? Mode : Until, "");
        }

        if (!request.Bucket.Settings.HasObjectLock)
        {
            throw S3Errors.InvalidRequest("Bucket is missing Object Lock Configuration");
        }

        Authorizer.Demand(request, new AccessRequest("s3:PutObjectRetention", request.Bucket, request.Key));
        return new VersionLock(
            mode is "GOVERNANCE" or "COMPLIANCE" ? mode : throw S3Errors.InvalidArgument("Unknown wormMode directive.", Mode, mode),
            FutureOf(until, request.Now));
    }

    /// <summary>Writes what GET and HEAD say about it.</summary>
    public static void Write(S3Request request, VersionLock held)
    {
        request.Response.Headers[Mode] = held.Mode;
        request.Response.Headers[Until] = held.Until.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
    }

    private static DateTimeOffset FutureOf(string text, DateTimeOffset now)
    {
        if (!DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var until))
        {
            throw S3Errors.InvalidArgument("The retain until date must be provided in ISO 8601 format", Until, text);
        }

        return until > now ? until : throw S3Errors.InvalidArgument("The retain until date must be in the future!", Until, text);
    }
}
