using Amazon.S3;
using CacheBackup.Core.Copies;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Permissions;
using CacheBackup.Core.Requests;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Copies;

/// <summary>Copies that nobody can delete for a time.</summary>
[Collection(LocalAwsCollection.Name)]
public class LockedCopyTests(LocalAwsFixture aws)
{
    private static readonly DateTimeOffset Until = new(2099, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly ObjectLock Held = new(Core.Requests.ObjectLockMode.COMPLIANCE, 30, Until);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_copy_is_locked_however_it_is_made_and_cannot_be_deleted(bool inParts)
    {
        var copy = await ExportAsync(locks: true, inParts);

        var made = await copy.FinishAsync();

        made.Identity.ShouldBe(CopyIdentity.L1);
        var s3 = aws.Aws.S3(copy.Target.Region);
        var head = await s3.GetObjectMetadataAsync(copy.Target.Bucket, LargeCopy.Key);
        (head.ObjectLockMode.Value, head.ObjectLockRetainUntilDate?.ToUniversalTime()).ShouldBe(("COMPLIANCE", Until.UtcDateTime));
        (await Should.ThrowAsync<AmazonS3Exception>(s3.DeleteObjectAsync(copy.Target.Bucket, LargeCopy.Key, made.VersionId)))
            .ErrorCode.ShouldBe("AccessDenied");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_bucket_without_object_lock_is_no_place_for_it(bool inParts)
    {
        var copy = await ExportAsync(locks: false, inParts);

        (await Should.ThrowAsync<UnexpectedServiceAnswerException>(copy.StepAsync())).Message.ShouldContain("Object Lock");
    }

    [Fact]
    public async Task A_bucket_without_object_lock_is_found_before_anything_is_created()
    {
        var run = await aws.NewRunOfSnapshotAsync(copies: 1);
        var plan = run.Plan with { Destinations = [run.Plan.Destinations[0] with { ObjectLock = Held }] };
        var access = new DestinationAccess(new ProbeUpload(aws.Aws, new ObjectRemover(aws.Aws)));

        (await Should.ThrowAsync<DestinationNotWritableException>(access.DemandAsync(plan, CancellationToken.None)))
            .Message.ShouldContain("Object Lock");
    }

    [Fact]
    public async Task Manifest_and_report_are_locked_like_the_files()
    {
        var bucket = await aws.NewBucketAsync(LocalAwsFixture.OtherRegion, locks: true);
        var writer = new ObjectWriter(aws.Aws, new BucketObjects(aws.Aws));
        var destination = new CopyDestination(bucket.Region, bucket.Bucket) { ObjectLock = Held };

        await writer.WriteOnceAsync(bucket, "p/manifest.json", "{}"u8.ToArray(), destination, CancellationToken.None);
        await writer.WriteOnceAsync(bucket, "p/manifest.json", "{}"u8.ToArray(), destination, CancellationToken.None);

        (await aws.Aws.S3(bucket.Region).GetObjectMetadataAsync(bucket.Bucket, "p/manifest.json")).ObjectLockMode.Value.ShouldBe("COMPLIANCE");
        (await aws.VersionsAsync(bucket)).Count.ShouldBe(1);
    }

    private async Task<LargeCopy> ExportAsync(bool locks, bool inParts)
    {
        var copy = await LargeCopy.ExportAsync(aws);
        var target = await aws.NewBucketAsync(LocalAwsFixture.OtherRegion, locks: locks);
        return copy.With(
            order => order with { Destination = order.Destination with { Bucket = target.Bucket, ObjectLock = Held } },
            inParts ? null : LargeCopy.Tuning with { PartsFromBytes = 1 << 30 });
    }
}
