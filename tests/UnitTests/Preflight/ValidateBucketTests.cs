using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;
using CacheBackup.Functions.Preflight;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Preflight;

[Collection(LocalAwsCollection.Name)]
public sealed class ValidateBucketTests(LocalAwsFixture aws)
{
    private const string Destination = "Destinations[0].Bucket";
    private static readonly BucketLocation NeverMade = new("never-made", LocalAwsFixture.Region, LocalAwsFixture.Account);

    [Fact]
    public async Task A_new_bucket_in_its_place_is_found_with_its_exposure()
    {
        var bucket = await aws.NewBucketAsync();

        var output = await ValidateAsync(bucket);

        (output.Bucket, output.Region).ShouldBe((bucket.Bucket, bucket.Region));
        output.Exposure.ShouldSatisfyAllConditions(
            exposure => exposure.IsPublic.ShouldBe(false),
            exposure => exposure.BlocksPublicAccess.ShouldBe(true),
            exposure => exposure.ForeignGrantees.ShouldBe([]),
            exposure => exposure.Encryption.ShouldBe("AES256"),
            exposure => exposure.Versioning.ShouldBe("Off"),
            exposure => exposure.Warnings.ShouldBeEmpty());
    }

    [Fact]
    public async Task A_bad_name_is_refused_before_S3_is_asked() =>
        (await Should.ThrowAsync<InvalidBucketNameException>(ValidateAsync(NeverMade with { Bucket = "My_Bucket" }, Destination)))
            .Message.ShouldStartWith("Destinations[0].Bucket is \"My_Bucket\": ");

    [Fact]
    public async Task A_bucket_that_is_not_there_is_missing() =>
        (await Should.ThrowAsync<BucketMissingException>(ValidateAsync(NeverMade)))
            .Message.ShouldBe("ExportBucket: there is no bucket never-made. HINT: Create it in eu-west-1, or correct its name.");

    [Theory]
    [InlineData(LocalAwsFixture.Region, LocalAwsFixture.OtherRegion)]
    [InlineData(LocalAwsFixture.OtherRegion, LocalAwsFixture.Region)]
    public async Task A_bucket_elsewhere_is_in_the_wrong_Region(string actual, string expected)
    {
        var bucket = await aws.NewBucketAsync(actual);

        (await Should.ThrowAsync<BucketInWrongRegionException>(ValidateAsync(bucket with { Region = expected })))
            .Message.ShouldContain($"bucket {bucket.Bucket} is in {actual}, but has to be in {expected}");
    }

    [Fact]
    public async Task A_destination_elsewhere_is_told_to_correct_its_own_Region()
    {
        var bucket = await aws.NewBucketAsync(LocalAwsFixture.OtherRegion);

        (await Should.ThrowAsync<BucketInWrongRegionException>(
            ValidateAsync(bucket with { Region = LocalAwsFixture.Region }, Destination)))
            .Message.ShouldEndWith("HINT: Correct the destination's Region, or name a bucket of that Region.");
    }

    [Fact]
    public async Task A_bucket_of_another_account_that_lets_this_role_in_is_told_apart()
    {
        var bucket = await aws.NewBucketAsync(account: LocalAwsFixture.OtherAccount);
        await AllowAsync(bucket, "s3:ListBucket");

        (await Should.ThrowAsync<BucketOfAnotherAccountException>(ValidateAsync(bucket with { AccountId = LocalAwsFixture.Account })))
            .Message.ShouldContain($"bucket {bucket.Bucket} does not belong to account {LocalAwsFixture.Account}");
    }

    [Fact]
    public async Task A_bucket_that_is_not_among_this_accounts_is_of_another_one_even_when_it_lets_nobody_in()
    {
        var bucket = await aws.NewBucketAsync(account: LocalAwsFixture.OtherAccount);

        await Should.ThrowAsync<BucketOfAnotherAccountException>(ValidateAsync(bucket with { AccountId = LocalAwsFixture.Account }));
    }

    [Fact]
    public async Task A_bucket_this_role_may_not_see_is_a_missing_permission()
    {
        var bucket = await aws.NewBucketAsync(account: LocalAwsFixture.OtherAccount);

        (await Should.ThrowAsync<CallerNotPermittedException>(ValidateAsync(bucket)))
            .Message.ShouldContain($"s3:ListBucket on {bucket.Bucket}");
    }

    [Fact]
    public async Task A_destination_of_another_account_shows_only_what_its_owner_lets_this_role_see()
    {
        var bucket = await aws.NewBucketAsync(account: LocalAwsFixture.OtherAccount);
        await AllowAsync(bucket, "s3:ListBucket", "s3:GetBucketVersioning");

        var exposure = (await ValidateAsync(bucket, Destination)).Exposure;

        (exposure.IsPublic, exposure.BlocksPublicAccess, exposure.ForeignGrantees, exposure.Encryption).ShouldBe((null, null, null, null));
        exposure.Versioning.ShouldBe("Off");
        exposure.Warnings.Count.ShouldBe(5);
        exposure.Warnings.ShouldContain(
            $"Bucket {bucket.Bucket} was not checked in full: this role may not do s3:GetEncryptionConfiguration.");
    }

    [Fact]
    public async Task A_setting_that_only_the_owners_account_may_read_is_not_known_and_ends_no_run()
    {
        var bucket = await aws.NewBucketAsync();
        aws.Plan(new Fault(FaultKind.Error, "s3", "GetBucketPolicyStatus")
        {
            ResourceContains = bucket.Bucket, Code = "MethodNotAllowed", Status = 405,
        });

        var exposure = (await ValidateAsync(bucket, Destination)).Exposure;

        exposure.IsPublic.ShouldBeNull();
        exposure.Warnings.ShouldContain(warning => warning.EndsWith("s3:GetBucketPolicyStatus is for the account that owns the bucket."));
    }

    [Fact]
    public async Task A_public_policy_is_a_warning()
    {
        var bucket = await aws.NewBucketAsync();
        await aws.Aws.S3(bucket.Region).DeletePublicAccessBlockAsync(new DeletePublicAccessBlockRequest { BucketName = bucket.Bucket });
        await PutPolicyAsync(
            bucket, $$"""{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"arn:aws:s3:::{{bucket.Bucket}}/*"}""");

        var exposure = (await ValidateAsync(bucket)).Exposure;

        (exposure.IsPublic, exposure.BlocksPublicAccess).ShouldBe((true, false));
        exposure.Warnings.ShouldContain($"Bucket {bucket.Bucket} is public by its policy: everybody can have the backups.");
        exposure.Warnings.ShouldContain(warning => warning.Contains("does not block public access"));
    }

    [Fact]
    public async Task Strangers_in_the_ACL_are_a_warning_and_ElastiCache_is_none()
    {
        const string ElastiCache = "540804c33a284a299d2547575ce1010f2312ef3da9b3a053c8bc45bf233e4353";
        const string Stranger = "aaaabbbbccccddddeeeeffff0000111122223333444455556666777788889999";
        var bucket = await aws.NewBucketAsync();
        await SwitchAclsOnAsync(bucket);
        var s3 = aws.Aws.S3(bucket.Region);
        var owner = (await s3.GetBucketAclAsync(new GetBucketAclRequest { BucketName = bucket.Bucket })).Owner;
        await s3.PutBucketAclAsync(new PutBucketAclRequest
        {
            BucketName = bucket.Bucket,
            AccessControlPolicy = new S3AccessControlList
            {
                Owner = owner,
                Grants =
                [
                    Grant(owner.Id, S3Permission.FULL_CONTROL),
                    Grant(ElastiCache, S3Permission.WRITE),
                    Grant(Stranger, S3Permission.READ),
                ],
            },
        });

        var exposure = (await ValidateAsync(bucket)).Exposure;

        exposure.ForeignGrantees.ShouldBe([Stranger]);
        exposure.Warnings.ShouldBe([$"Bucket {bucket.Bucket} lets others in by its ACL: {Stranger}."]);
    }

    [Theory]
    [InlineData("ExportBucket", true)]
    [InlineData(Destination, false)]
    public async Task A_KMS_key_by_default_is_a_warning_where_ElastiCache_writes(string field, bool isWarned)
    {
        var bucket = await aws.NewBucketAsync();
        await aws.Aws.S3(bucket.Region).PutBucketEncryptionAsync(new PutBucketEncryptionRequest
        {
            BucketName = bucket.Bucket,
            ServerSideEncryptionConfiguration = new ServerSideEncryptionConfiguration
            {
                ServerSideEncryptionRules =
                    [new() { ServerSideEncryptionByDefault = new() { ServerSideEncryptionAlgorithm = ServerSideEncryptionMethod.AWSKMS } }],
            },
        });

        var exposure = (await ValidateAsync(bucket, field)).Exposure;

        exposure.Encryption.ShouldBe("aws:kms");
        exposure.Warnings.Any(warning => warning.Contains("use SSE-S3")).ShouldBe(isWarned);
    }

    [Theory]
    [InlineData("elasticache/", "deletes backups after 30 days below elasticache/")]
    [InlineData("", "deletes backups after 30 days")]
    [InlineData("elasticache/orders/", "deletes backups after 30 days")]
    [InlineData("logs/", null)]
    [InlineData("elasticache-old/", null)]
    public async Task A_lifecycle_rule_that_deletes_backups_is_a_warning(string prefix, string? warning)
    {
        var exposure = await ExposureWithAsync(prefix, rule => rule.Expiration = new LifecycleRuleExpiration { Days = 30 });

        exposure.Warnings.Count.ShouldBe(warning is null ? 0 : 1);
        (exposure.Warnings.SingleOrDefault() ?? "").ShouldContain(warning ?? "");
    }

    [Fact]
    public async Task A_lifecycle_rule_that_archives_backups_is_a_warning() =>
        (await ExposureWithAsync("", rule => rule.Transitions = [new() { Days = 90, StorageClass = S3StorageClass.DeepArchive }]))
            .Warnings.Single().ShouldEndWith(
                "moves backups to an archive class after 90 days, where they have to be thawed before a restore, below elasticache/.");

    [Fact]
    public async Task A_lifecycle_rule_that_only_cleans_up_is_none() =>
        (await ExposureWithAsync("", rule =>
        {
            rule.AbortIncompleteMultipartUpload = new LifecycleRuleAbortIncompleteMultipartUpload { DaysAfterInitiation = 7 };
            rule.NoncurrentVersionExpiration = new LifecycleRuleNoncurrentVersionExpiration { NoncurrentDays = 30 };
        })).Warnings.ShouldBeEmpty();

    [Fact]
    public async Task Throttling_is_transient_and_no_verdict()
    {
        var bucket = await aws.NewBucketAsync();
        aws.Plan(new Fault(FaultKind.Error, "s3", "GetBucketPolicyStatus") { ResourceContains = bucket.Bucket, Times = 1 });

        await Should.ThrowAsync<TransientServiceException>(ValidateAsync(bucket));
        (await ValidateAsync(bucket)).Exposure.Warnings.ShouldBeEmpty();
    }

    private static S3Grant Grant(string id, S3Permission permission) =>
        new() { Grantee = new S3Grantee { CanonicalUser = id }, Permission = permission };

    private async Task<Core.Buckets.BucketExposure> ExposureWithAsync(string prefix, Action<LifecycleRule> change)
    {
        var bucket = await aws.NewBucketAsync();
        var filter = new LifecycleFilter { LifecycleFilterPredicate = new LifecyclePrefixPredicate { Prefix = prefix } };
        var rule = new LifecycleRule { Id = "tidy", Status = LifecycleRuleStatus.Enabled, Filter = filter };
        change(rule);
        await aws.Aws.S3(bucket.Region).PutLifecycleConfigurationAsync(
            new PutLifecycleConfigurationRequest { BucketName = bucket.Bucket, Configuration = new() { Rules = [rule] } });
        return (await ValidateAsync(bucket)).Exposure;
    }

    private Task<PutBucketOwnershipControlsResponse> SwitchAclsOnAsync(BucketLocation bucket)
    {
        var controls = new OwnershipControls { Rules = [new() { ObjectOwnership = ObjectOwnership.ObjectWriter }] };
        return aws.Aws.S3(bucket.Region).PutBucketOwnershipControlsAsync(
            new PutBucketOwnershipControlsRequest { BucketName = bucket.Bucket, OwnershipControls = controls });
    }

    private Task AllowAsync(BucketLocation bucket, params string[] actions) => PutPolicyAsync(bucket, $$"""
        {"Effect":"Allow","Principal":{"AWS":"{{LocalAwsFixture.Account}}"},"Resource":"arn:aws:s3:::{{bucket.Bucket}}",
         "Action":["{{string.Join("\",\"", actions)}}"]}
        """);

    private async Task PutPolicyAsync(BucketLocation bucket, string statement)
    {
        using var owner = new LocalAwsClients(aws.Host.Context.Endpoint, bucket.AccountId);
        var policy = $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""";
        await owner.S3(bucket.Region).PutBucketPolicyAsync(new PutBucketPolicyRequest { BucketName = bucket.Bucket, Policy = policy });
    }

    private Task<ValidateBucketOutput> ValidateAsync(BucketLocation bucket, string field = "ExportBucket")
    {
        var input = new ValidateBucketInput(new ExpectedBucket(field, bucket, "elasticache"), LocalAwsFixture.Account);
        return aws.Function<ValidateBucket>().ValidateBucketAsync(input, LocalAwsFixture.Invocation());
    }
}
