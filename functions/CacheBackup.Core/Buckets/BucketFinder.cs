using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Requests;

namespace CacheBackup.Core.Buckets;

/// <summary>Makes sure that a bucket is there, in its Region, and whose it has to be.</summary>
public sealed class BucketFinder(IAwsClients aws)
{
    private const string Action = "s3:ListBucket";

    /// <summary>Asks S3 for the bucket.</summary>
    /// <param name="expected">The bucket, and where it has to be.</param>
    /// <param name="ownAccountId">The account this run belongs to, 12 digits.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="BucketMissingException">There is none.</exception>
    /// <exception cref="BucketInWrongRegionException">It is elsewhere.</exception>
    /// <exception cref="BucketOfAnotherAccountException">It is someone else's.</exception>
    /// <exception cref="CallerNotPermittedException">This role may not see it, whosever it is.</exception>
    public async Task DemandAsync(ExpectedBucket expected, string ownAccountId, CancellationToken cancellationToken)
    {
        var region = await RegionOfAsync(expected, ownAccountId, cancellationToken);
        if (region != expected.Location.Region)
        {
            throw WrongRegion(expected, region);
        }
    }

    private async Task<string?> RegionOfAsync(ExpectedBucket expected, string ownAccountId, CancellationToken cancellationToken)
    {
        try
        {
            return await HeadAsync(expected, expected.Location.AccountId, cancellationToken);
        }
        catch (CallerNotPermittedException)
        {
            // S3 answers 403 to a wrong owner and to a missing permission alike. Whose it is shows the list of one's own
            // buckets and, for an account one cannot list, asking once more without an expected owner.
            var isOwn = expected.Location.AccountId == ownAccountId;
            if (isOwn && !await IsListedAsync(expected.Location, cancellationToken))
            {
                throw OfAnotherAccount(expected);
            }

            await HeadAsync(expected, null, cancellationToken);
            throw OfAnotherAccount(expected);
        }
    }

    private async Task<bool> IsListedAsync(BucketLocation location, CancellationToken cancellationToken)
    {
        var request = new ListBucketsRequest { Prefix = location.Bucket, MaxBuckets = 100 };
        var s3 = aws.S3(location.Region);
        var answer = await AwsCalls.ExpectAsync("s3:ListAllMyBuckets", "*", () => s3.ListBucketsAsync(request, cancellationToken));
        return (answer.Buckets ?? []).Any(bucket => bucket.BucketName == location.Bucket);
    }

    private async Task<string?> HeadAsync(ExpectedBucket expected, string? owner, CancellationToken cancellationToken)
    {
        var (bucket, region, _) = expected.Location;
        var request = new HeadBucketRequest { BucketName = bucket, ExpectedBucketOwner = owner };
        try
        {
            var answer = await AwsCalls.CallAsync(Action, bucket, () => aws.S3(region).HeadBucketAsync(request, cancellationToken));
            return answer.BucketRegion;
        }
        catch (AmazonS3Exception error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            throw new BucketMissingException(
                $"{expected.Field}: there is no bucket {bucket}.",
                IsRead(expected) ? "Correct its name: what is to be restored is in no new bucket." : $"Create it in {region}, or correct its name.");
        }
        catch (AmazonS3Exception error) when (error.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.BadRequest)
        {
            throw WrongRegion(expected, AwsErrors.HeaderOf(error, "x-amz-bucket-region"));
        }
        catch (AmazonS3Exception error)
        {
            throw AwsCalls.Unexpected(Action, bucket, error);
        }
    }

    private static BucketOfAnotherAccountException OfAnotherAccount(ExpectedBucket expected) => new(
        $"{expected.Field}: bucket {expected.Location.Bucket} does not belong to account {expected.Location.AccountId}.",
        "Find out whose bucket it is before granting anything; then correct the bucket's name or the AccountId beside it.");

    private static BucketInWrongRegionException WrongRegion(ExpectedBucket expected, string? region) => new(
        $"{expected.Field}: bucket {expected.Location.Bucket} is in {region ?? "another Region"}, "
        + $"but has to be in {expected.Location.Region}.",
        HintFor(expected));

    private static bool IsRead(ExpectedBucket expected) =>
        expected.Field == "Bucket" || (expected.Field.StartsWith("Backup.", StringComparison.Ordinal) && expected.Field != "Backup.CopyTo");

    private static string HintFor(ExpectedBucket expected) => expected.Field switch
    {
        nameof(BackupRequest.ExportBucket) =>
            "ElastiCache exports within its own Region only; copies in other Regions are made by naming a destination with its Region.",
        "Backup.CopyTo" => "ElastiCache reads files of its own Region only: name a bucket there.",
        "Backup.Files" => "ElastiCache reads files of its own Region only: copy them to a bucket there.",
        "Bucket" => "A drill is of backups in its own Region: start the drill machine of the bucket's Region.",
        _ when expected.Field.StartsWith("Backup.", StringComparison.Ordinal) => "Name the bucket's own Region in Backup.Region.",
        _ => "Correct the destination's Region, or name a bucket of that Region.",
    };
}
