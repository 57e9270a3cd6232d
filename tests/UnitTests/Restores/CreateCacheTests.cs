using CacheBackup.Core.Errors;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Restores;

/// <summary>ElastiCache's refusals to make the cache, told apart by code and message.</summary>
[Collection(LocalAwsCollection.Name)]
public sealed class CreateCacheTests(LocalAwsFixture aws)
{
    [Theory]
    [InlineData("NodeQuotaForCustomerExceeded", "Too many.", typeof(CacheQuotaSpentException))]
    [InlineData("NodeGroupsPerReplicationGroupQuotaExceeded", "Too many.", typeof(CacheQuotaSpentException))]
    [InlineData("InsufficientCacheClusterCapacity", "None left.", typeof(CacheQuotaSpentException))]
    [InlineData("InvalidParameterCombination", "They do not go together.", typeof(CacheSettingsRefusedException))]
    [InlineData("CacheSubnetGroupNotFoundFault", "No such group.", typeof(CacheSettingsRefusedException))]
    [InlineData("UserGroupNotFound", "No such group.", typeof(CacheSettingsRefusedException))]
    [InlineData("InvalidParameterValue", "ElastiCache has not been granted READ permissions on the S3 object b/k.", typeof(SeedBucketNotGrantedException))]
    [InlineData("InvalidParameterValue", "The S3 bucket b does not contain an object with key k.", typeof(SeedFileChangedException))]
    [InlineData("InvalidParameterValue", "The S3 bucket b is outside of the region.", typeof(BucketInWrongRegionException))]
    [InlineData("InvalidParameterValue", "The authenticated user does not have sufficient permissions to perform the desired activity.", typeof(CallerNotPermittedException))]
    [InlineData("ServiceLinkedRoleNotFoundFault", "None.", typeof(UnexpectedServiceAnswerException))]
    public async Task A_refusal_has_its_name_and_quotes_the_service(string code, string message, Type expected)
    {
        var (restore, _) = await aws.NewRestoreOfFileAsync();
        await restore.ReadBackupAsync();
        aws.Plan(new Fault(FaultKind.Error, "elasticache", "CreateReplicationGroup")
        {
            ResourceContains = restore.Plan.Cache.Id, Status = 400, Code = code, Message = message,
        });

        (await Should.ThrowAsync(restore.CreateCacheAsync(), expected)).Message.ShouldContain(message.TrimEnd('.'));
    }

    [Fact]
    public async Task A_cache_that_is_said_to_exist_and_cannot_be_seen_yet_is_waited_for()
    {
        var (restore, _) = await aws.NewRestoreOfFileAsync();
        await restore.ReadBackupAsync();
        aws.Plan(new Fault(FaultKind.Error, "elasticache", "CreateReplicationGroup")
        {
            ResourceContains = restore.Plan.Cache.Id, Status = 400, Code = "ReplicationGroupAlreadyExists", Message = "It does.",
        });

        await Should.ThrowAsync<TransientServiceException>(restore.CreateCacheAsync());
    }

    [Fact]
    public async Task A_grant_that_has_not_taken_effect_yet_is_waited_for()
    {
        var (restore, _) = await aws.NewRestoreOfFileAsync();
        await restore.PrepareAsync();
        await restore.GrantSeedAccessAsync();
        aws.Plan(new Fault(FaultKind.Error, "elasticache", "CreateReplicationGroup")
        {
            ResourceContains = restore.Plan.Cache.Id, Status = 400, Code = "InvalidParameterValue", Times = 3,
            Message = "ElastiCache has not been granted READ permissions on the S3 object b/k.",
        });

        (await restore.CreateCacheAsync()).Status.ShouldBe("creating");
    }

    [Fact]
    public async Task Without_a_grant_ElastiCache_itself_refuses_and_nothing_is_made()
    {
        var (restore, _) = await aws.NewRestoreOfFileAsync();
        await restore.PrepareAsync();

        await Should.ThrowAsync<SeedBucketNotGrantedException>(restore.CreateCacheAsync());

        (await aws.GroupStatusAsync(restore.Plan.Cache.Id)).ShouldBeNull();
    }
}
