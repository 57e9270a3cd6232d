using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>Where buckets live, and what a request for another Region gets.</summary>
internal static class BucketRegions
{
    /// <summary>The Region of a bucket made without a location constraint.</summary>
    public const string Default = "us-east-1";

    /// <summary>The Region a location constraint asks for.</summary>
    /// <param name="endpointRegion">The Region the request is signed for.</param>
    /// <exception cref="S3Exception">The two do not go together.</exception>
    public static string ForNewBucket(string endpointRegion, string? constraint)
    {
        var region = constraint == "EU" ? "eu-west-1" : constraint;
        if (region == Default || region is "" || (region is not null && !IsRegion(region)))
        {
            throw new S3Exception(400, "InvalidLocationConstraint", "The specified location-constraint is not valid")
            {
                Details = [("LocationConstraint", constraint!)],
            };
        }

        return endpointRegion == Default || endpointRegion == region
            ? region ?? Default
            : throw new S3Exception(
                400,
                "IllegalLocationConstraintException",
                $"The {region ?? "unspecified"} location constraint is incompatible "
                    + "for the region specific endpoint this request was sent to.");
    }

    /// <summary>Sends a request for another Region there.</summary>
    /// <exception cref="S3Exception">
    /// 301 <c>PermanentRedirect</c>; through the bucket's own host name, which leads to its Region, 400.
    /// </exception>
    public static void RequireRegion(S3Request request, Bucket bucket)
    {
        if (request.Call.Region == bucket.Region || request.Call.Caller.Kind == Hosting.CallerKind.Anonymous)
        {
            return;
        }

        (string, string)[] headers = [("x-amz-bucket-region", bucket.Region)];
        throw request.Address.IsVirtualHost
            ? new S3Exception(400, "AuthorizationHeaderMalformed",
                $"The authorization header is malformed; the region '{request.Call.Region}' is wrong; expecting '{bucket.Region}'")
            {
                Details = [("Region", bucket.Region)],
                Headers = headers,
            }
            : new S3Exception(
                301, "PermanentRedirect",
                "The bucket you are attempting to access must be addressed using the specified endpoint. Please send all future requests "
                    + "to this endpoint.")
            {
                Details = [("Endpoint", $"{bucket.Name}.s3.{bucket.Region}.amazonaws.com"), ("Bucket", bucket.Name)],
                Headers = headers,
            };
    }

    private static bool IsRegion(string name) => name.Split('-') is { Length: 3 or 4 } parts && parts[^1] is [>= '1' and <= '9'];
}
