using System.Text;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Permissions;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Restores;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Restores;

/// <summary>The statement of a restore, in bucket policies of others.</summary>
[Collection(LocalAwsCollection.Name)]
public sealed class SeedGrantTests(LocalAwsFixture aws)
{
    private static readonly string[] Keys = ["a/shard-0001.rdb", "a/shard-0002.rdb"];

    private readonly SeedGrant _grants = new(aws.Aws, new InstantClock());

    [Fact]
    public async Task A_bucket_that_is_gone_has_nothing_to_take_back()
    {
        var plan = PlanOf(await aws.NewBucketAsync());
        var gone = plan.Seed with { Bucket = plan.Seed.Bucket with { Bucket = "it-was-deleted" } };

        (await _grants.RevokeAsync(gone, plan.RestoreId, CancellationToken.None)).ShouldBeFalse();
    }

    [Fact]
    public async Task Exactly_the_files_are_granted_and_the_other_statements_stay_byte_for_byte()
    {
        var bucket = await aws.NewBucketAsync();
        const string Other = """{ "Sid" : "Other" , "Effect":"Deny","Principal":"*","Action":["s3:DeleteBucket"],"Resource":"arn:aws:s3:::BUCKET" }""";
        var other = Other.Replace("BUCKET", bucket.Bucket, StringComparison.Ordinal);
        await aws.PutPolicyAsync(bucket, $$"""{"Version":"2012-10-17","Statement":[{{other}}]}""");
        var before = await aws.PolicyAsync(bucket);

        var (finding, added) = await GrantAsync(PlanOf(bucket));

        (finding.Verdict, added).ShouldBe((GrantVerdict.Granted, SeedGrantKind.PolicyStatement));
        var policy = await aws.PolicyAsync(bucket);
        policy.ShouldContain(other);
        policy.ShouldContain($"\"Resource\":[\"arn:aws:s3:::{bucket.Bucket}\",\"arn:aws:s3:::{bucket.Bucket}/a/shard-0001.rdb\",\"arn:aws:s3:::{bucket.Bucket}/a/shard-0002.rdb\"]");
        policy.ShouldContain("\"Action\":[\"s3:GetObject\",\"s3:ListBucket\",\"s3:GetBucketAcl\"]");
        (await RevokeAsync(PlanOf(bucket))).ShouldBeTrue();
        (await aws.PolicyAsync(bucket)).ShouldBe(before);
    }

    [Fact]
    public async Task Granting_twice_adds_one_statement_and_revoking_twice_removes_nothing_more()
    {
        var bucket = await aws.NewBucketAsync();

        await GrantAsync(PlanOf(bucket));
        var policy = await aws.PolicyAsync(bucket);
        await GrantAsync(PlanOf(bucket));

        (await aws.PolicyAsync(bucket)).ShouldBe(policy);
        (await RevokeAsync(PlanOf(bucket))).ShouldBeTrue();
        (await RevokeAsync(PlanOf(bucket))).ShouldBeFalse();
        (await aws.PolicyAsync(bucket)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Where_the_grant_for_exports_suffices_nothing_is_added_or_removed()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.PutPolicyAsync(bucket, $$"""{"Version":"2012-10-17","Statement":[{{GrantStatement.JsonOf(bucket.Bucket, bucket.Region)}}]}""");
        var policy = await aws.PolicyAsync(bucket);

        (await GrantAsync(PlanOf(bucket))).Added.ShouldBe(SeedGrantKind.None);
        (await RevokeAsync(PlanOf(bucket))).ShouldBeFalse();

        (await aws.PolicyAsync(bucket)).ShouldBe(policy);
    }

    [Fact]
    public async Task Of_two_restores_at_a_time_each_takes_back_its_own()
    {
        var bucket = await aws.NewBucketAsync();
        var (one, two) = (PlanOf(bucket, "20261120t041500z-00000001"), PlanOf(bucket, "20261120t041500z-00000002"));

        // The second finds the files granted by the first, and still needs a statement that outlasts it.
        await GrantAsync(one);
        var second = await GrantAsync(two);
        await RevokeAsync(one);

        second.Added.ShouldBe(SeedGrantKind.PolicyStatement);
        (await aws.PolicyAsync(bucket)).ShouldContain(SeedStatement.SidOf(two.RestoreId));
        (await aws.PolicyAsync(bucket)).ShouldNotContain(SeedStatement.SidOf(one.RestoreId));
    }

    [Fact]
    public async Task A_statement_that_another_writer_lost_is_added_again()
    {
        var bucket = await aws.NewBucketAsync();
        Interfere(bucket, skip: 1, async () => await aws.Aws.S3(bucket.Region).DeleteBucketPolicyAsync(bucket.Bucket));

        await GrantAsync(PlanOf(bucket));

        (await aws.PolicyAsync(bucket)).ShouldContain(SeedStatement.SidOf(PlanOf(bucket).RestoreId));
    }

    [Fact]
    public async Task A_statement_that_another_writer_brought_back_is_removed_again()
    {
        var bucket = await aws.NewBucketAsync();
        await GrantAsync(PlanOf(bucket));
        var withStatement = await aws.PolicyAsync(bucket);
        Interfere(bucket, skip: 1, async () => await aws.PutPolicyAsync(bucket, withStatement));

        (await RevokeAsync(PlanOf(bucket))).ShouldBeTrue();

        (await aws.PolicyAsync(bucket)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_deny_is_told_and_not_fought()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.PutPolicyAsync(bucket, $$"""
            {"Version":"2012-10-17","Statement":[{"Sid":"Nobody","Effect":"Deny","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::{{bucket.Bucket}}/a/*"}]}
            """);
        var before = await aws.PolicyAsync(bucket);

        var error = await Should.ThrowAsync<SeedBucketNotGrantedException>(GrantAsync(PlanOf(bucket)));

        error.Message.ShouldContain("statement \"Nobody\" of the bucket policy denies it");
        (await aws.PolicyAsync(bucket)).ShouldBe(before);
    }

    [Fact]
    public async Task A_policy_that_would_be_longer_than_S3_takes_is_left_as_it_is()
    {
        var bucket = await aws.NewBucketAsync();
        var filler = string.Join(',', Enumerable.Range(0, 300).Select(number => $"\"arn:aws:s3:::{bucket.Bucket}/some/prefix/of/mine/{number:000000000000}*\""));
        await aws.PutPolicyAsync(bucket, $$"""{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Principal":"*","Action":"s3:PutObject","Resource":[{{filler}}]}]}""");

        var error = await Should.ThrowAsync<SeedBucketNotGrantedException>(GrantAsync(PlanOf(bucket), [.. Enumerable.Range(0, 40).Select(number => $"{new string('k', 60)}{number}")]));

        error.Message.ShouldContain("S3 takes 20480. Nor can the ACLs of the files let it: ACLs are off in this bucket. HINT: Shorten the policy");
    }

    [Fact]
    public async Task A_bucket_whose_policy_this_run_may_not_change_is_told_with_the_statement()
    {
        var bucket = await aws.NewBucketAsync();
        aws.Plan(new Fault(FaultKind.Error, "s3", "PutBucketPolicy") { ResourceContains = bucket.Bucket, Status = 403, Code = "AccessDenied", Message = "Access Denied" });

        var error = await Should.ThrowAsync<SeedBucketNotGrantedException>(GrantAsync(PlanOf(bucket)));

        error.Message.ShouldContain("Nor can the ACLs of the files let it: ACLs are off in this bucket. HINT: Name the bucket in the stack's RestoreBucketArns");
        error.Message.ShouldContain("\"Sid\":\"CacheRestore20261120t041500z0123abcd\"");
    }

    [Fact]
    public async Task Others_that_undo_it_every_time_end_the_attempts()
    {
        var bucket = await aws.NewBucketAsync();
        aws.Plan(new Fault(FaultKind.Interfere, "s3", "GetBucketPolicy")
        {
            ResourceContains = bucket.Bucket, Before = async () => await aws.Aws.S3(bucket.Region).DeleteBucketPolicyAsync(bucket.Bucket),
        });

        (await Should.ThrowAsync<TransientServiceException>(GrantAsync(PlanOf(bucket)))).Message.ShouldContain("5 times");
    }

    [Fact]
    public void Many_files_of_one_backup_are_named_by_their_folder()
    {
        var plan = PlanOf(new BucketLocation("backups", "eu-west-1", LocalAwsFixture.Account));
        var keys = Enumerable.Range(1, 500).Select(number => $"a/shard-{number:0000}.rdb").ToList();

        var statement = SeedStatement.Of(plan with { Seed = plan.Seed with { ManifestKey = "a/manifest.json" } }, keys).Json!;

        statement.ShouldContain("\"Resource\":[\"arn:aws:s3:::backups\",\"arn:aws:s3:::backups/a/*.rdb\"]");
        Encoding.UTF8.GetByteCount(SeedStatement.Of(plan, keys[..40]).Json!).ShouldBeLessThan(5 * 1024);
    }

    [Fact]
    public void Where_the_service_principal_is_not_documented_there_is_no_statement() =>
        SeedStatement.Of(PlanOf(new BucketLocation("backups", "cn-north-1", LocalAwsFixture.Account)), Keys).Json.ShouldBeNull();

    private static RestorePlan PlanOf(BucketLocation bucket, string id = "20261120t041500z-0123abcd") => RestoreSamples.Plan with
    {
        RestoreId = id,
        Seed = new SeedLocation(bucket, null, Keys),
        Cache = RestoreSamples.Plan.Cache with { AccountId = bucket.AccountId },
    };

    private Task<SeedAccess> GrantAsync(RestorePlan plan, IReadOnlyList<string>? keys = null) =>
        _grants.GrantAsync(plan, [.. (keys ?? Keys).Select(key => new SeedFile(key, null))], CancellationToken.None);

    private Task<bool> RevokeAsync(RestorePlan plan) => _grants.RevokeAsync(plan.Seed, plan.RestoreId, CancellationToken.None);

    private void Interfere(BucketLocation bucket, int skip, Func<Task> before) => aws.Plan(new Fault(FaultKind.Interfere, "s3", "GetBucketPolicy")
    {
        ResourceContains = bucket.Bucket, Skip = skip, Times = 1, Before = before,
    });
}
