using System.Globalization;

namespace CacheBackup.LocalAws.S3.Wire;

/// <summary>What is checked of a signature here: its version, and the expiry of a presigned URL. Its secret is not.</summary>
internal static class Signatures
{
    /// <exception cref="S3Exception">Signature Version 2, or a presigned URL that has expired.</exception>
    public static void Check(S3Request request)
    {
        if (request.HasQuery("AWSAccessKeyId") || request.Header("Authorization")?.StartsWith("AWS ", StringComparison.Ordinal) == true)
        {
            throw S3Errors.InvalidRequest("The authorization mechanism you have provided is not supported. Please use AWS4-HMAC-SHA256.");
        }

        if (request.Query("X-Amz-Expires") is { } expires && request.Query("X-Amz-Date") is { } date)
        {
            CheckExpiry(request, date, expires);
        }
    }

    private static void CheckExpiry(S3Request request, string date, string expires)
    {
        if (!DateTimeOffset.TryParseExact(
            date, "yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signed)
            || !int.TryParse(expires, CultureInfo.InvariantCulture, out var seconds))
        {
            throw new S3Exception(400, "AuthorizationQueryParametersError",
                "X-Amz-Date must be in the ISO8601 Long Format \"yyyyMMdd'T'HHmmss'Z'\" and X-Amz-Expires a number of seconds");
        }

        if (request.Now > signed.AddSeconds(seconds))
        {
            throw new S3Exception(403, "AccessDenied", "Request has expired")
            {
                Details = [("X-Amz-Expires", expires), ("Expires", S3Xml.Time(signed.AddSeconds(seconds)))],
            };
        }
    }
}
