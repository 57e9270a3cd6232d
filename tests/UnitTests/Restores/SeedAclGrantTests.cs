using Amazon.S3;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Permissions;
using CacheBackup.Core.Restores;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Restores;

/// <summary>When the ACLs of files let ElastiCache read them, and what a restore adds to them and takes back.</summary>
[Collection(LocalAwsCollection.Name)]
public sealed class SeedAclGrantTests(LocalAwsFixture aws)
{
    private const string Partner = "79a59df900b949e55d96a1e698fbacedfd6e09d98eacf8f8d5218e7cd47ef2be";

    [Theory]
    [InlineData("READ", "READ_ACP")]
    [InlineData("FULL_CONTROL")]
    public async Task Files_whose_owner_has_let_ElastiCache_in_get_nothing_more_and_lose_nothing(params string[] permissions)
    {
        var bucket = await AclBucket.CreateAsync(aws, policyIsClosed: false);
        await bucket.GiveServiceAsync(permissions);

        var access = await bucket.GrantAsync();

        (access.Finding.Verdict, access.Added).ShouldBe((GrantVerdict.Granted, SeedGrantKind.None));
        access.Finding.Reason.ShouldBe("the ACL of each file allows it");
        (await bucket.RevokeAsync()).ShouldBeFalse();
        (await bucket.RightsAsync()).ShouldBe(string.Join(' ', permissions));
        (await aws.PolicyAsync(bucket.Location)).ShouldBeEmpty();
        (await bucket.ClaimsAsync()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("s3:GetObject")]
    [InlineData("s3:GetObjectAcl")]
    public async Task A_deny_outweighs_every_ACL(string denied)
    {
        var bucket = await AclBucket.CreateAsync(aws, policyIsClosed: false);
        await aws.PutPolicyAsync(bucket.Location, $$"""
            {"Version":"2012-10-17","Statement":[{"Sid":"Nobody","Effect":"Deny","Principal":{"Service":"eu-west-1.elasticache-snapshot.amazonaws.com"},"Action":"{{denied}}","Resource":"arn:aws:s3:::{{bucket.Location.Bucket}}/*"}]}
            """);
        bucket.Refuse("PutBucketPolicy");

        var before = await bucket.GrantsAsync();
        (await Should.ThrowAsync<SeedBucketNotGrantedException>(bucket.GrantAsync())).Message.ShouldContain($"may not do {denied} on");
        (await bucket.GrantsAsync()).ShouldBe(before);
        await bucket.GiveServiceAsync("READ", "READ_ACP");
        (await Should.ThrowAsync<SeedBucketNotGrantedException>(bucket.GrantAsync())).Message.ShouldContain("statement \"Nobody\"");
    }

    [Fact]
    public async Task A_statement_in_the_policy_is_the_first_choice()
    {
        var bucket = await AclBucket.CreateAsync(aws, policyIsClosed: false);

        (await bucket.GrantAsync()).Added.ShouldBe(SeedGrantKind.PolicyStatement);

        (await bucket.RightsAsync()).ShouldBeEmpty();
        (await bucket.ClaimsAsync()).ShouldBeEmpty();
        (await bucket.RevokeAsync()).ShouldBeTrue();
    }

    [Fact]
    public async Task Where_the_policy_may_not_be_changed_exactly_two_grants_are_added_to_each_file_and_removed()
    {
        var bucket = await AclBucket.CreateAsync(aws);
        await bucket.GiveAsync(Partner, "READ", "WRITE_ACP");
        var before = await bucket.GrantsAsync();

        var access = await bucket.GrantAsync();

        (access.Finding.Verdict, access.Added).ShouldBe((GrantVerdict.Granted, SeedGrantKind.ObjectAcls));
        (await bucket.GrantsAsync()).Take(before.Count).ShouldBe(before);
        (await bucket.RightsAsync("a.rdb"), await bucket.RightsAsync("b.rdb")).ShouldBe(("READ READ_ACP", "READ READ_ACP"));
        (await bucket.ClaimsAsync()).ShouldBe(["a.rdb.seed-access.20261120t041500z-one", "b.rdb.seed-access.20261120t041500z-one"]);
        (await bucket.RevokeAsync()).ShouldBeTrue();
        (await bucket.GrantsAsync()).ShouldBe(before);
        (await bucket.ClaimsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_the_policy_would_be_longer_than_S3_takes_the_ACLs_are_used()
    {
        var bucket = await AclBucket.CreateAsync(aws, policyIsClosed: false);
        var arns = Enumerable.Range(0, 348).Select(number => $"\"arn:aws:s3:::{bucket.Location.Bucket}/a/prefix/of/mine/{number:000000000}*\"");
        await aws.PutPolicyAsync(bucket.Location, $$"""
            {"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":[{{string.Join(',', arns)}}]}]}
            """);

        (await bucket.GrantAsync()).Added.ShouldBe(SeedGrantKind.ObjectAcls);

        (await bucket.RightsAsync()).ShouldBe("READ READ_ACP");
    }

    [Fact]
    public async Task Where_the_service_principal_is_not_documented_the_ACLs_are_used()
    {
        var bucket = await AclBucket.CreateAsync(aws, "cn-north-1", policyIsClosed: false);

        (await bucket.GrantAsync()).Added.ShouldBe(SeedGrantKind.ObjectAcls);

        (await bucket.RightsAsync()).ShouldBe("READ READ_ACP");
        (await bucket.RevokeAsync()).ShouldBeTrue();
        (await bucket.RightsAsync()).ShouldBeEmpty();
        await bucket.TurnAclsAsync(ObjectOwnership.BucketOwnerEnforced);
        (await Should.ThrowAsync<SeedBucketNotGrantedException>(bucket.GrantAsync())).Message
            .ShouldContain("in cn-north-1 is not documented. Nor can the ACLs of the files let it: ACLs are off in this bucket. HINT: Turn the bucket's ACLs on");
    }

    [Fact]
    public async Task In_an_opt_in_Region_ElastiCache_has_no_id_for_ACLs_and_the_error_says_so()
    {
        var bucket = await AclBucket.CreateAsync(aws, "eu-south-1");

        var error = await Should.ThrowAsync<SeedBucketNotGrantedException>(bucket.GrantAsync());

        error.Message.ShouldContain("Nor can the ACLs of the files let it: ElastiCache has no canonical id in eu-south-1.");
        (await bucket.RevokeAsync()).ShouldBeFalse();
    }

    [Fact]
    public async Task Where_neither_policy_nor_ACLs_may_be_changed_the_error_names_both_and_nothing_is_left()
    {
        var bucket = await AclBucket.CreateAsync(aws);
        bucket.Refuse("PutObjectAcl");

        var error = await Should.ThrowAsync<SeedBucketNotGrantedException>(bucket.GrantAsync());

        error.Message.ShouldContain("may not change the bucket's policy: The role of this function may not do s3:PutBucketPolicy");
        error.Message.ShouldContain("Nor can the ACLs of the files let it: The role of this function may not do s3:PutObjectAcl");
        error.Message.Split("HINT:").Length.ShouldBe(2);
        await bucket.RevokeAsync();
        (await bucket.ClaimsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_the_owner_had_granted_before_stays_when_the_rest_goes()
    {
        var bucket = await AclBucket.CreateAsync(aws);
        await bucket.GiveServiceAsync("READ");

        await bucket.GrantAsync();
        (await bucket.RightsAsync()).ShouldBe("READ READ_ACP");
        await bucket.RevokeAsync();

        (await bucket.RightsAsync()).ShouldBe("READ");
    }

    [Fact]
    public async Task Where_this_role_may_not_even_look_at_ACLs_it_has_claimed_nothing()
    {
        var bucket = await AclBucket.CreateAsync(aws);
        bucket.Refuse("GetObjectAcl");
        bucket.Refuse("ListObjectsV2");

        (await Should.ThrowAsync<SeedBucketNotGrantedException>(bucket.GrantAsync())).Message.ShouldContain("may not do s3:ListBucket");
        (await bucket.RevokeAsync()).ShouldBeFalse();
    }
}
