using Amazon.S3.Model;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Permissions;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Requests;
using CacheBackup.Functions.Preflight;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Preflight;

[Collection(LocalAwsCollection.Name)]
public sealed class CheckPermissionsTests(LocalAwsFixture aws)
{
    private const string Folder = "elasticache/orders/20261120t030405z-00000000";

    [Fact]
    public async Task A_granted_bucket_passes_and_is_left_as_it_was()
    {
        var plan = await GrantedAsync(await aws.NewBucketAsync());

        (await CheckAsync(plan)).ShouldBe(new CheckPermissionsOutput(
            GrantVerdict.Granted, "statement \"CacheBackupExportEuWest1\" of the bucket policy allows it", Repaired: false));
        (await VersionsAsync(plan.ExportBucket)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_bucket_without_the_grant_is_refused_with_the_statement_to_add()
    {
        var bucket = await aws.NewBucketAsync();

        var error = await Should.ThrowAsync<ExportBucketNotGrantedException>(CheckAsync(Plan(bucket)));

        error.Message.ShouldContain($"on bucket {bucket.Bucket}: no statement of the bucket policy allows it, and ACLs are off");
        error.Message.ShouldEndWith(GrantStatement.JsonOf(bucket.Bucket, bucket.Region)!);
        (await PolicyAsync(bucket)).ShouldBeNull();
    }

    [Fact]
    public async Task Repair_adds_the_one_statement_and_the_second_run_adds_nothing()
    {
        var plan = Plan(await aws.NewBucketAsync()) with { RepairsGrant = true };

        (await CheckAsync(plan)).Repaired.ShouldBeTrue();
        var repaired = await PolicyAsync(plan.ExportBucket);
        var second = await CheckAsync(plan);

        (second.Grant, second.Repaired).ShouldBe((GrantVerdict.Granted, false));
        var statement = GrantStatement.JsonOf(plan.ExportBucket.Bucket, plan.ExportBucket.Region);
        repaired.ShouldBe($$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""");
        (await PolicyAsync(plan.ExportBucket)).ShouldBe(repaired);
    }

    [Fact]
    public async Task Repair_keeps_what_the_policy_says_already()
    {
        var bucket = await aws.NewBucketAsync();
        var theirs = $$"""
            {"Sid":"Tls","Effect":"Deny","Principal":"*","Action":"s3:*","Resource":"arn:aws:s3:::{{bucket.Bucket}}/*",
             "Condition":{"Bool":{"aws:SecureTransport":"true"},"StringEquals":{"aws:PrincipalOrgID":"o-1"} } }
            """;
        await PutPolicyAsync(bucket, theirs);

        var output = await CheckAsync(Plan(bucket) with { RepairsGrant = true });

        output.Repaired.ShouldBeTrue();
        output.Grant.ShouldBe(GrantVerdict.Unknown);
        (await PolicyAsync(bucket))!.ShouldContain(theirs);
    }

    [Fact]
    public async Task An_explicit_deny_is_not_repaired()
    {
        var bucket = await aws.NewBucketAsync();
        await PutPolicyAsync(bucket, $$"""
            {"Sid":"NoExports","Effect":"Deny","Principal":{"Service":"eu-west-1.elasticache-snapshot.amazonaws.com"},
             "Action":"s3:PutObject","Resource":"arn:aws:s3:::{{bucket.Bucket}}/*"}
            """);
        var before = await PolicyAsync(bucket);

        (await Should.ThrowAsync<ExportBucketNotGrantedException>(CheckAsync(Plan(bucket) with { RepairsGrant = true })))
            .Message.ShouldContain("statement \"NoExports\" of the bucket policy denies it");
        (await PolicyAsync(bucket)).ShouldBe(before);
    }

    [Fact]
    public async Task A_repair_this_role_may_not_make_names_the_permission()
    {
        var bucket = await aws.NewBucketAsync();
        aws.Plan(Denied("PutBucketPolicy", bucket));

        (await Should.ThrowAsync<CallerNotPermittedException>(CheckAsync(Plan(bucket) with { RepairsGrant = true })))
            .Message.ShouldContain("s3:PutBucketPolicy");
    }

    [Fact]
    public async Task The_legacy_ACL_is_a_grant_too()
    {
        var bucket = await aws.NewBucketAsync();
        var s3 = aws.Aws.S3(bucket.Region);
        await s3.PutBucketOwnershipControlsAsync(new PutBucketOwnershipControlsRequest
        {
            BucketName = bucket.Bucket,
            OwnershipControls = new() { Rules = [new() { ObjectOwnership = Amazon.S3.ObjectOwnership.BucketOwnerPreferred }] },
        });
        var owner = (await s3.GetBucketAclAsync(new GetBucketAclRequest { BucketName = bucket.Bucket })).Owner;
        var elastiCache = new S3Grantee { CanonicalUser = "540804c33a284a299d2547575ce1010f2312ef3da9b3a053c8bc45bf233e4353" };
        await s3.PutBucketAclAsync(new PutBucketAclRequest
        {
            BucketName = bucket.Bucket,
            AccessControlPolicy = new()
            {
                Owner = owner,
                Grants = [new() { Grantee = elastiCache, Permission = Amazon.S3.S3Permission.FULL_CONTROL }],
            },
        });

        (await CheckAsync(Plan(bucket))).Reason.ShouldBe("the bucket's ACL allows it");
    }

    [Fact]
    public async Task The_commonest_trap_is_named_with_its_hint()
    {
        var plan = await GrantedAsync(await aws.NewBucketAsync());
        aws.Plan(new Fault(FaultKind.Error, "s3", "ListBuckets") { Times = 1, Status = 403, Code = "AccessDenied" });

        (await Should.ThrowAsync<CallerNotPermittedException>(CheckAsync(plan))).Message
            .ShouldStartWith("The role may not do s3:ListAllMyBuckets on *. HINT: Allow s3:ListAllMyBuckets with Resource \"*\"");
    }

    [Theory]
    [InlineData("GetBucketLocation", "s3:GetBucketLocation")]
    [InlineData("ListObjectsV2", "s3:ListBucket")]
    [InlineData("GetBucketAcl", "s3:GetBucketAcl")]
    [InlineData("PutObject", "s3:PutObject")]
    [InlineData("GetObject", "s3:GetObject")]
    [InlineData("DeleteObject", "s3:DeleteObject")]
    public async Task Every_right_the_export_needs_of_the_caller_is_tried(string operation, string action)
    {
        var plan = await GrantedAsync(await aws.NewBucketAsync());
        aws.Plan(Denied(operation, plan.ExportBucket));

        (await Should.ThrowAsync<CallerNotPermittedException>(CheckAsync(plan))).Message.ShouldContain($"may not do {action} on ");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_probe_that_cannot_be_read_is_removed_all_the_same(bool versioned)
    {
        var plan = await GrantedAsync(await aws.NewBucketAsync(versioned: versioned));
        aws.Plan(Denied("GetObject", plan.ExportBucket));

        await Should.ThrowAsync<CallerNotPermittedException>(CheckAsync(plan));
        (await VersionsAsync(plan.ExportBucket)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_probe_that_was_written_without_an_answer_is_removed()
    {
        var plan = await GrantedAsync(await aws.NewBucketAsync(versioned: true));
        var key = $"{Folder}/permission-probe";
        var bucket = plan.ExportBucket.Bucket;
        aws.Plan(new Fault(FaultKind.Interfere, "s3", "PutObject") { ResourceContains = bucket, Times = 1, Before = WriteThenFailAsync });

        await Should.ThrowAsync<TransientServiceException>(CheckAsync(plan));
        (await VersionsAsync(plan.ExportBucket)).ShouldBeEmpty();

        // The write happened, and its answer was lost.
        async Task WriteThenFailAsync()
        {
            await aws.PutAsync(plan.ExportBucket, key, [1]);
            throw new IOException("lost");
        }
    }

    [Fact]
    public async Task A_refused_probe_removes_nothing()
    {
        var plan = await GrantedAsync(await aws.NewBucketAsync());
        await aws.PutAsync(plan.ExportBucket, $"{Folder}/permission-probe", [1]);
        aws.Plan(Denied("PutObject", plan.ExportBucket));

        await Should.ThrowAsync<CallerNotPermittedException>(CheckAsync(plan));
        (await aws.KeysAsync(plan.ExportBucket)).ShouldBe([$"{Folder}/permission-probe"]);
    }

    [Fact]
    public async Task Versioned_buckets_are_left_without_versions_and_markers()
    {
        var plan = await GrantedAsync(await aws.NewBucketAsync(versioned: true));
        var copies = await aws.NewBucketAsync(LocalAwsFixture.OtherRegion, versioned: true);

        await CheckAsync(WithDestination(plan, copies));

        (await VersionsAsync(plan.ExportBucket)).ShouldBeEmpty();
        (await VersionsAsync(copies)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_destination_is_tried_with_the_requests_storage_class_and_key()
    {
        var plan = await GrantedAsync(await aws.NewBucketAsync());
        var copies = await aws.NewBucketAsync(LocalAwsFixture.OtherRegion);
        const string Key = "arn:aws:kms:us-east-1:111122223333:key/1";
        UploadSeen? seen = null;
        aws.Plan(new Fault(FaultKind.Interfere, "s3", "AbortMultipartUpload")
        {
            ResourceContains = copies.Bucket, Times = 1, Before = LookAsync,
        });

        await CheckAsync(WithDestination(plan, copies, destination => destination with { StorageClass = "STANDARD_IA", KmsKeyId = Key }));

        seen.ShouldBe(new UploadSeen("STANDARD_IA", Key));
        (await UploadsAsync(copies)).ShouldBeEmpty();

        async Task LookAsync()
        {
            var upload = (await UploadsAsync(copies)).ShouldHaveSingleItem();
            var s3 = aws.Aws.S3(copies.Region);
            var part = await s3.UploadPartAsync(new UploadPartRequest
            {
                BucketName = copies.Bucket,
                Key = upload.Key,
                UploadId = upload.UploadId,
                PartNumber = 1,
                InputStream = new MemoryStream([1]),
            });
            await s3.CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
            {
                BucketName = copies.Bucket, Key = upload.Key, UploadId = upload.UploadId, PartETags = [new PartETag(1, part.ETag)],
            });
            var head = await s3.GetObjectMetadataAsync(copies.Bucket, upload.Key);
            seen = new UploadSeen(head.StorageClass?.Value, head.ServerSideEncryptionKeyManagementServiceKeyId);
        }
    }

    [Fact]
    public async Task A_destination_that_lets_nothing_be_deleted_as_under_object_lock_is_one_to_copy_to()
    {
        var plan = await GrantedAsync(await aws.NewBucketAsync());
        var copies = await aws.NewBucketAsync(LocalAwsFixture.OtherRegion, versioned: true);
        await PutPolicyAsync(
            copies, $$"""{"Effect":"Deny","Principal":"*","Action":"s3:DeleteObject*","Resource":"arn:aws:s3:::{{copies.Bucket}}/*"}""");

        (await CheckAsync(WithDestination(plan, copies))).Grant.ShouldBe(GrantVerdict.Granted);
        (await VersionsAsync(copies)).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_upload_that_was_begun_without_an_answer_is_aborted()
    {
        var plan = await GrantedAsync(await aws.NewBucketAsync());
        var copies = await aws.NewBucketAsync(LocalAwsFixture.OtherRegion);
        aws.Plan(new Fault(FaultKind.Interfere, "s3", "CreateMultipartUpload")
        {
            ResourceContains = copies.Bucket, Times = 1, Before = BeginThenFailAsync,
        });

        await Should.ThrowAsync<TransientServiceException>(CheckAsync(WithDestination(plan, copies)));
        (await UploadsAsync(copies)).ShouldBeEmpty();

        async Task BeginThenFailAsync()
        {
            await aws.Aws.S3(copies.Region).InitiateMultipartUploadAsync(copies.Bucket, $"{Folder}/permission-probe");
            throw new IOException("lost");
        }
    }

    [Fact]
    public async Task A_destination_that_refuses_writes_is_named_and_nothing_is_left_anywhere()
    {
        var plan = await GrantedAsync(await aws.NewBucketAsync());
        var (good, bad) = (await aws.NewBucketAsync(LocalAwsFixture.OtherRegion), await aws.NewBucketAsync(LocalAwsFixture.OtherRegion));
        aws.Plan(Denied("CreateMultipartUpload", bad));

        (await Should.ThrowAsync<DestinationNotWritableException>(CheckAsync(WithDestination(WithDestination(plan, good), bad))))
            .Message.ShouldContain($"A copy cannot be written to bucket {bad.Bucket} in us-east-1 of account 111122223333: ");
        foreach (var bucket in new[] { plan.ExportBucket, good, bad })
        {
            (await VersionsAsync(bucket)).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task The_owner_of_a_bucket_elsewhere_is_told_the_statement_to_add()
    {
        var plan = await GrantedAsync(await aws.NewBucketAsync());
        var theirs = await aws.NewBucketAsync(LocalAwsFixture.OtherRegion, account: LocalAwsFixture.OtherAccount);

        var error = await Should.ThrowAsync<DestinationNotWritableException>(CheckAsync(WithDestination(plan, theirs)));

        error.Message.ShouldContain($"Account 444455556666 has to add this statement to the policy of bucket {theirs.Bucket}: {{\"Sid\"");
        await PutPolicyAsync(theirs, error.Message[error.Message.IndexOf("{\"Sid\"", StringComparison.Ordinal)..]);
        (await CheckAsync(WithDestination(plan, theirs))).Grant.ShouldBe(GrantVerdict.Granted);
    }

    [Fact]
    public async Task A_key_S3_cannot_use_makes_a_destination_unwritable()
    {
        var plan = await GrantedAsync(await aws.NewBucketAsync());
        var copies = await aws.NewBucketAsync(LocalAwsFixture.OtherRegion);
        aws.Plan(Denied("CreateMultipartUpload", copies) with
        {
            Status = 400,
            Code = "KMS.DisabledException",
            Message = "the key is disabled",
        });

        (await Should.ThrowAsync<DestinationNotWritableException>(CheckAsync(WithDestination(plan, copies))))
            .Message.ShouldContain("KMS.DisabledException (400), the key is disabled");
    }

    [Fact]
    public async Task The_policy_is_not_touched_for_a_run_that_stops_elsewhere()
    {
        var plan = Plan(await aws.NewBucketAsync()) with { RepairsGrant = true };
        var copies = await aws.NewBucketAsync(LocalAwsFixture.OtherRegion);
        aws.Plan(Denied("CreateMultipartUpload", copies));

        await Should.ThrowAsync<DestinationNotWritableException>(CheckAsync(WithDestination(plan, copies)));
        (await PolicyAsync(plan.ExportBucket)).ShouldBeNull();
    }

    private static Fault Denied(string operation, BucketLocation bucket) => new(FaultKind.Error, "s3", operation)
    {
        ResourceContains = bucket.Bucket,
        Times = 1,
        Status = 403,
        Code = "AccessDenied",
        Message = "Access Denied",
    };

    private static BackupPlan Plan(BucketLocation exports) => new(
        "20261120t030405z-00000000", Folder, "backup-20261120t030405z-00000000",
        CreatesSnapshot: true, KeepsSnapshot: false, RepairsGrant: false,
        exports, [], [new ExpectedBucket("ExportBucket", exports, "elasticache")], new PollingLimits(), LocalAwsFixture.Verification);

    private static BackupPlan WithDestination(BackupPlan plan, BucketLocation bucket, Func<CopyDestination, CopyDestination>? change = null)
    {
        var destination = new CopyDestination(bucket.Region, bucket.Bucket, bucket.AccountId);
        return plan with { Destinations = [.. plan.Destinations, change is null ? destination : change(destination)] };
    }

    private async Task<BackupPlan> GrantedAsync(BucketLocation exports)
    {
        await PutPolicyAsync(exports, GrantStatement.JsonOf(exports.Bucket, exports.Region)!);
        return Plan(exports);
    }

    private async Task PutPolicyAsync(BucketLocation bucket, string statement)
    {
        using var owner = new LocalAwsClients(aws.Host.Context.Endpoint, bucket.AccountId);
        var policy = $$"""{"Version":"2012-10-17","Statement":[{{statement}}]}""";
        await owner.S3(bucket.Region).PutBucketPolicyAsync(new PutBucketPolicyRequest { BucketName = bucket.Bucket, Policy = policy });
    }

    private async Task<string?> PolicyAsync(BucketLocation bucket)
    {
        var answer = await aws.Aws.S3(bucket.Region).GetBucketPolicyAsync(new GetBucketPolicyRequest { BucketName = bucket.Bucket });
        return answer.HttpStatusCode == System.Net.HttpStatusCode.NotFound ? null : answer.Policy;
    }

    private async Task<IReadOnlyList<string>> VersionsAsync(BucketLocation bucket)
    {
        using var owner = new LocalAwsClients(aws.Host.Context.Endpoint, bucket.AccountId);
        var page = await owner.S3(bucket.Region).ListVersionsAsync(new ListVersionsRequest { BucketName = bucket.Bucket });
        return [.. (page.Versions ?? []).Select(version => version.Key)];
    }

    private async Task<IReadOnlyList<MultipartUpload>> UploadsAsync(BucketLocation bucket) =>
        (await aws.Aws.S3(bucket.Region).ListMultipartUploadsAsync(bucket.Bucket)).MultipartUploads ?? [];

    private Task<CheckPermissionsOutput> CheckAsync(BackupPlan plan) =>
        aws.Function<CheckPermissions>().CheckPermissionsAsync(new CheckPermissionsInput(plan), LocalAwsFixture.Invocation());

    private sealed record UploadSeen(string? StorageClass, string? KmsKeyId);
}
