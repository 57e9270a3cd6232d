using CacheBackup.Core.Errors;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Restores;

/// <summary>Files that are replaced while a restore uses their ACLs: ElastiCache is let in to the verified file and to no other.</summary>
[Collection(LocalAwsCollection.Name)]
public sealed class SeedAclReplacementTests(LocalAwsFixture aws)
{
    [Fact]
    public async Task A_file_that_nobody_has_verified_is_not_opened()
    {
        var bucket = await AclBucket.CreateAsync(aws);
        await bucket.PutFileAsync("a.rdb", "another one", verified: false);

        (await Should.ThrowAsync<SeedFileChangedException>(bucket.GrantAsync())).Message.ShouldContain("/a.rdb has no report");

        (await bucket.RightsAsync()).ShouldBeEmpty();
        (await bucket.ClaimsAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task One_that_comes_right_before_the_ACL_is_written_does_not_keep_it(bool hasKeptVersions)
    {
        var bucket = await AclBucket.CreateAsync(aws, suspended: hasKeptVersions);
        bucket.Before("PutObjectAcl", skip: 0, async () =>
        {
            await bucket.PutFileAsync("a.rdb", "another one");
            await bucket.PutFileAsync("b.rdb", "another one");
        });

        await Should.ThrowAsync<SeedFileChangedException>(bucket.GrantAsync());

        (await bucket.RightsAsync("a.rdb"), await bucket.RightsAsync("b.rdb")).ShouldBe(("", ""));
        await bucket.RevokeAsync();
        (await bucket.ClaimsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task One_that_comes_after_the_grant_keeps_what_its_owner_gives_it()
    {
        var bucket = await AclBucket.CreateAsync(aws);
        await bucket.GrantAsync();
        await bucket.PutFileAsync("a.rdb", "another one");
        await bucket.PutFileAsync("b.rdb", "another one");
        await bucket.GiveServiceAsync("READ", "READ_ACP");

        await Should.ThrowAsync<SeedFileChangedException>(bucket.GrantAsync());
        (await bucket.RevokeAsync()).ShouldBeTrue();

        (await bucket.RightsAsync()).ShouldBe("READ READ_ACP");
        (await bucket.ClaimsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task With_versions_the_grant_is_taken_from_the_version_that_got_it()
    {
        var bucket = await AclBucket.CreateAsync(aws, versioned: true);
        var version = (await bucket.S3.GetObjectMetadataAsync(bucket.Location.Bucket, "a.rdb")).VersionId;
        await bucket.GrantAsync();
        (await bucket.RightsAsync("a.rdb", version)).ShouldBe("READ READ_ACP");
        await bucket.PutFileAsync("a.rdb", "another one");
        (await bucket.RightsAsync()).ShouldBeEmpty();

        (await bucket.RevokeAsync()).ShouldBeTrue();

        (await bucket.RightsAsync("a.rdb", version)).ShouldBeEmpty();
        (await bucket.RightsAsync("b.rdb")).ShouldBeEmpty();
        (await bucket.ClaimsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_restore_of_the_new_file_has_nothing_to_do_with_a_claim_on_the_old_one()
    {
        var bucket = await AclBucket.CreateAsync(aws);
        await bucket.GrantAsync("one");
        await bucket.PutFileAsync("a.rdb", "another one");
        await bucket.PutFileAsync("b.rdb", "another one");

        await bucket.GrantAsync("two");
        await bucket.RevokeAsync("two");

        (await bucket.RightsAsync()).ShouldBeEmpty();
        (await bucket.ClaimsAsync()).ShouldAllBe(key => key.EndsWith("-one", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_object_that_only_has_a_name_like_a_claim_is_none()
    {
        var bucket = await AclBucket.CreateAsync(aws);
        await bucket.PutFileAsync("a.rdb.seed-access.notes", "no claim", verified: false);

        await bucket.GrantAsync();
        await bucket.RevokeAsync();

        (await bucket.RightsAsync()).ShouldBeEmpty();
        (await bucket.ClaimsAsync()).ShouldBe(["a.rdb.seed-access.notes"]);
    }
}
