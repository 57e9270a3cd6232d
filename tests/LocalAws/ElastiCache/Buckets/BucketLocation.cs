using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Buckets;

/// <summary>The first thing ElastiCache asks of a bucket, to write to it or to read from it.</summary>
internal static class BucketLocation
{
    /// <param name="caller">S3 as the one who asked ElastiCache.</param>
    /// <param name="bucket">The bucket.</param>
    /// <param name="region">Where it must be.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ServiceError">There is no such bucket, or it is in another Region.</exception>
    public static async Task RequireAsync(IAmazonS3 caller, string bucket, string region, CancellationToken cancellationToken)
    {
        try
        {
            var found = await caller.HeadBucketAsync(new HeadBucketRequest { BucketName = bucket }, cancellationToken);
            if (found.BucketRegion != region)
            {
                throw BucketErrors.OutsideRegion(bucket);
            }
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            throw BucketErrors.NoBucket(bucket);
        }
        catch (AmazonS3Exception error) when (error.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.BadRequest)
        {
            throw BucketErrors.OutsideRegion(bucket);
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.Forbidden)
        {
            // It exists, and whether the caller may use it is another question.
        }
    }
}
