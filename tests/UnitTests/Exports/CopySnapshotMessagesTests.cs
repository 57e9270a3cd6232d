using CacheBackup.Core.Errors;
using CacheBackup.Core.Exports;
using CacheBackup.Core.Permissions;
using CacheBackup.Core.Plans;

namespace CacheBackup.UnitTests.Exports;

/// <summary>ElastiCache's refusals of an export, which share one error code.</summary>
public sealed class CopySnapshotMessagesTests
{
    private static readonly BucketLocation Bucket = new("exports", "eu-west-1", "111122223333");

    [Theory]
    [InlineData("The S3 bucket exports is outside of the region.", typeof(BucketInWrongRegionException))]
    [InlineData("The S3 bucket exports does not exist.", typeof(BucketMissingException))]
    [InlineData("The S3 bucket exports is not owned by the authenticated user.", typeof(BucketOfAnotherAccountException))]
    [InlineData(
        "The authenticated user does not have sufficient permissions to perform the desired activity.",
        typeof(CallerNotPermittedException))]
    [InlineData(
        "Elasticache was unable to validate the authenticated user has access on the S3 bucket.",
        typeof(CallerNotPermittedException))]
    [InlineData("The S3 bucket exports already contains an object with key a-0001.rdb.", typeof(ExportTargetTakenException))]
    [InlineData("ElastiCache has not been granted READ permissions exports on the S3 Bucket.", typeof(ExportBucketNotGrantedException))]
    [InlineData("ElastiCache has not been granted WRITE permissions exports on the S3 Bucket.", typeof(ExportBucketNotGrantedException))]
    [InlineData("ElastiCache has not been granted READ_ACP permissions exports on the S3 Bucket.", typeof(ExportBucketNotGrantedException))]
    [InlineData("ELASTICACHE HAS NOT BEEN GRANTED read_acp PERMISSIONS exports ON THE S3 BUCKET", typeof(ExportBucketNotGrantedException))]
    public void Every_message_has_its_own_error_whatever_its_case(string message, Type error) => Translate(message).ShouldBeOfType(error);

    [Theory]
    [InlineData("READ", "s3:GetObject, s3:ListBucket, s3:ListBucketMultipartUploads")]
    [InlineData("WRITE", "s3:PutObject, s3:ListMultipartUploadParts")]
    [InlineData("READ_ACP", "s3:GetBucketAcl")]
    public void A_missing_grant_in_ACL_words_is_the_same_finding_as_in_policy_words(string permission, string actions)
    {
        var message = Translate($"ElastiCache has not been granted {permission} permissions exports on the S3 Bucket.")!.Message;

        message.ShouldStartWith($"ElastiCache may not do {actions} on bucket exports: ");
        message.ShouldEndWith(GrantStatement.JsonOf("exports", "eu-west-1")!);
    }

    [Fact]
    public void The_commonest_trap_gets_its_own_hint() =>
        Translate("Elasticache was unable to validate the authenticated user has access on the S3 bucket.")!.Message
            .ShouldContain("HINT: Allow s3:ListAllMyBuckets with Resource \"*\"");

    [Theory]
    [InlineData("Snapshot a does not exist.")]
    [InlineData("The snapshot is too large.")]
    [InlineData("")]
    public void Another_message_is_none_of_them(string message) => Translate(message).ShouldBeNull();

    private static PermanentException? Translate(string message) =>
        CopySnapshotMessages.Translate(message, Bucket, "elasticache/orders/id/shard");
}
