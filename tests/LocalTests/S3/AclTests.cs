using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.LocalAws.S3.Authorization;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.S3;

/// <summary>ACLs: off on new buckets, enforced where they are on, blocked where public.</summary>
public sealed class AclTests(LocalAwsFixture aws) : IClassFixture<LocalAwsFixture>
{
    private const string Other = "444455556666";
    private const string ElastiCache = "540804c33a284a299d2547575ce1010f2312ef3da9b3a053c8bc45bf233e4353";

    private static readonly string Owner = CanonicalIds.OfAccount("111122223333");

    [Fact]
    public async Task On_a_new_bucket_ACLs_are_off_and_show_the_owner_alone()
    {
        using var s3 = aws.S3();
        var bucket = await aws.NewBucketAsync();
        var acl = await s3.GetBucketAclAsync(new GetBucketAclRequest { BucketName = bucket });
        acl.Grants.Single().Grantee.CanonicalUser.ShouldBe(acl.Owner.Id);
        await s3.PutBucketAclAsync(new PutBucketAclRequest { BucketName = bucket, ACL = S3CannedACL.Private })
            .ShouldFailAsync("AccessControlListNotSupported");
        await s3.PutObjectAsync(new PutObjectRequest
        {
            BucketName = bucket,
            Key = "key",
            ContentBody = "x",
            CannedACL = S3CannedACL.PublicRead
        }).ShouldFailAsync("AccessControlListNotSupported");
        await s3.PutObjectAsync(
            new PutObjectRequest { BucketName = bucket, Key = "key", ContentBody = "x", CannedACL = S3CannedACL.BucketOwnerFullControl });
        await s3.PutObjectAclAsync(new PutObjectAclRequest { BucketName = bucket, Key = "key", ACL = S3CannedACL.Private })
            .ShouldFailAsync("AccessControlListNotSupported");
    }

    [Fact]
    public async Task A_new_bucket_cannot_be_made_with_an_ACL_that_its_ownership_or_the_block_forbids()
    {
        using var raw = new RawS3(aws, "us-east-1");
        (await raw.PutAsync("/acl-bucket", "", ("x-amz-acl", "public-read"))).ShouldBeError(400, "InvalidBucketAclWithObjectOwnership");
        (await raw.PutAsync("/acl-bucket", "", ("x-amz-acl", "public-read"), ("x-amz-object-ownership", "ObjectWriter")))
            .ShouldBeError(400, "InvalidBucketAclWithBlockPublicAccessError");
        (await raw.PutAsync("/acl-bucket", "", ("x-amz-object-ownership", "Nobody"))).ShouldBeError(400, "InvalidArgument");
        (await raw.PutAsync("/acl-bucket", "", ("x-amz-acl", "private"))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task The_canonical_id_of_ElastiCache_lets_its_principal_write_in_default_Regions()
    {
        using var s3 = aws.S3();
        using var service = aws.SnapshotServiceS3();
        var bucket = await aws.NewBucketAsync(ownership: ObjectOwnership.BucketOwnerPreferred);
        await WriteAsync(service, bucket).ShouldFailAsync("AccessDenied");
        await GrantAsync(s3, bucket, ElastiCache, S3Permission.WRITE, S3Permission.READ_ACP);
        await WriteAsync(service, bucket);
        await service.GetBucketAclAsync(new GetBucketAclRequest { BucketName = bucket });
        await service.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket }).ShouldFailAsync("AccessDenied");
        await s3.PutBucketOwnershipControlsAsync(Ownership(bucket, ObjectOwnership.BucketOwnerEnforced))
            .ShouldFailAsync("InvalidBucketAclWithObjectOwnership");
    }

    [Fact]
    public async Task In_an_opt_in_Region_no_ACL_reaches_ElastiCache()
    {
        const string Milan = "eu-south-1";
        using var s3 = aws.S3(Milan);
        using var service = aws.SnapshotServiceS3(Milan);
        var bucket = await aws.NewBucketAsync(Milan, ownership: ObjectOwnership.ObjectWriter);
        await GrantAsync(s3, bucket, ElastiCache, S3Permission.FULL_CONTROL);
        await WriteAsync(service, bucket).ShouldFailAsync("AccessDenied");
    }

    [Fact]
    public async Task What_another_account_writes_belongs_to_it_unless_ownership_says_otherwise()
    {
        using var s3 = aws.S3();
        using var other = aws.S3(accessKeyId: Other);
        var bucket = await aws.NewBucketAsync(ownership: ObjectOwnership.ObjectWriter);
        await GrantAsync(s3, bucket, CanonicalIds.OfAccount(Other), S3Permission.WRITE);
        await WriteAsync(other, bucket, "theirs");
        await s3.GetObjectAsync(bucket, "theirs").ShouldFailAsync("AccessDenied");
        (await other.GetObjectAsync(bucket, "theirs")).Dispose();
        await other.PutObjectAsync(
            new PutObjectRequest { BucketName = bucket, Key = "shared", ContentBody = "x", CannedACL = S3CannedACL.BucketOwnerFullControl })
            .ShouldFailAsync("AccessDenied");
        await s3.PutBucketPolicyAsync(bucket, Policies.Allow(bucket, $"\"AWS\": \"{Other}\"", "s3:PutObject", "s3:PutObjectAcl"));
        await other.PutObjectAsync(new PutObjectRequest
        {
            BucketName = bucket,
            Key = "shared",
            ContentBody = "x",
            CannedACL = S3CannedACL.BucketOwnerFullControl,
        });
        (await s3.GetObjectAsync(bucket, "shared")).Dispose();
        await s3.DeleteObjectAsync(bucket, "theirs");
    }

    [Fact]
    public async Task Object_ACLs_open_single_objects()
    {
        using var s3 = aws.S3();
        using var other = aws.S3(accessKeyId: Other);
        var bucket = await aws.NewBucketAsync(ownership: ObjectOwnership.ObjectWriter);
        await WriteAsync(s3, bucket);
        await other.GetObjectAsync(bucket, "key").ShouldFailAsync("AccessDenied");
        using var raw = new RawS3(aws);
        (await raw.PutAsync($"/{bucket}/key?acl", "", ("x-amz-grant-read", $"id=\"{CanonicalIds.OfAccount(Other)}\""),
            ("x-amz-grant-full-control", $"id=\"{Owner}\""))).Status.ShouldBe(HttpStatusCode.OK);
        (await other.GetObjectAsync(bucket, "key")).Dispose();
        await other.GetObjectAclAsync(new GetObjectAclRequest { BucketName = bucket, Key = "key" }).ShouldFailAsync("AccessDenied");
        (await s3.GetObjectAclAsync(new GetObjectAclRequest { BucketName = bucket, Key = "key" })).Grants.Count.ShouldBe(2);
    }

    [Fact]
    public async Task Public_ACLs_are_blocked_then_ignored_then_effective()
    {
        using var s3 = aws.S3();
        using var anonymous = aws.AnonymousS3();
        var bucket = await aws.NewBucketAsync(ownership: ObjectOwnership.ObjectWriter);
        var put = new PutObjectRequest { BucketName = bucket, Key = "key", ContentBody = "x", CannedACL = S3CannedACL.PublicRead };
        await s3.PutObjectAsync(put).ShouldFailAsync("AccessDenied");
        await BlockAsync(s3, bucket, new PublicAccessBlockConfiguration { IgnorePublicAcls = true });
        await s3.PutObjectAsync(put);
        await anonymous.GetObjectAsync(bucket, "key").ShouldFailAsync("AccessDenied");
        await BlockAsync(s3, bucket, new PublicAccessBlockConfiguration());
        (await anonymous.GetObjectAsync(bucket, "key")).Dispose();
    }

    [Fact]
    public async Task A_public_policy_is_blocked_then_restricted_then_effective()
    {
        using var s3 = aws.S3();
        using var anonymous = aws.AnonymousS3();
        using var other = aws.S3(accessKeyId: Other);
        var bucket = await aws.NewBucketAsync();
        await WriteAsync(s3, bucket);
        var policy = Policies.Allow(bucket, "\"AWS\": \"*\"", "s3:GetObject");
        await s3.PutBucketPolicyAsync(bucket, policy).ShouldFailAsync("AccessDenied");
        await BlockAsync(s3, bucket, new PublicAccessBlockConfiguration { RestrictPublicBuckets = true });
        await s3.PutBucketPolicyAsync(bucket, policy);
        await anonymous.GetObjectAsync(bucket, "key").ShouldFailAsync("AccessDenied");
        await other.GetObjectAsync(bucket, "key").ShouldFailAsync("AccessDenied");
        await BlockAsync(s3, bucket, new PublicAccessBlockConfiguration());
        (await anonymous.GetObjectAsync(bucket, "key")).Dispose();
        (await other.GetObjectAsync(bucket, "key")).Dispose();
    }

    [Fact]
    public async Task New_buckets_block_all_public_access_until_the_block_is_deleted()
    {
        using var s3 = aws.S3();
        var bucket = await aws.NewBucketAsync();
        var block = (await s3.GetPublicAccessBlockAsync(new GetPublicAccessBlockRequest { BucketName = bucket }))
            .PublicAccessBlockConfiguration;
        new[] { block.BlockPublicAcls, block.IgnorePublicAcls, block.BlockPublicPolicy, block.RestrictPublicBuckets }.ShouldAllBe(
            value => value == true);
        await s3.DeletePublicAccessBlockAsync(new DeletePublicAccessBlockRequest { BucketName = bucket });
        await s3.GetPublicAccessBlockAsync(new GetPublicAccessBlockRequest { BucketName = bucket })
            .ShouldFailAsync("NoSuchPublicAccessBlockConfiguration");
    }

    [Fact]
    public async Task Ownership_controls_are_kept_and_can_be_deleted()
    {
        using var s3 = aws.S3();
        var bucket = await aws.NewBucketAsync();
        (await OwnershipOfAsync(s3, bucket)).ShouldBe(ObjectOwnership.BucketOwnerEnforced);
        await s3.PutBucketOwnershipControlsAsync(Ownership(bucket, ObjectOwnership.BucketOwnerPreferred));
        (await OwnershipOfAsync(s3, bucket)).ShouldBe(ObjectOwnership.BucketOwnerPreferred);
        await s3.DeleteBucketOwnershipControlsAsync(new DeleteBucketOwnershipControlsRequest { BucketName = bucket });
        await OwnershipOfAsync(s3, bucket).ShouldFailAsync("OwnershipControlsNotFoundError");
    }

    [Fact]
    public async Task A_broken_ACL_document_or_a_foreign_owner_is_refused()
    {
        using var raw = new RawS3(aws);
        var bucket = await aws.NewBucketAsync(ownership: ObjectOwnership.ObjectWriter);
        (await raw.PutAsync($"/{bucket}?acl", "<AccessControlPolicy>")).ShouldBeError(400, "MalformedXML");
        (await raw.PutAsync($"/{bucket}?acl", "")).ShouldBeError(400, "MissingSecurityHeader");
        (await raw.PutAsync(
            $"/{bucket}?acl", "<AccessControlPolicy><Owner><ID>someone</ID></Owner><AccessControlList/></AccessControlPolicy>"))
            .ShouldBeError(403, "AccessDenied");
        (await raw.PutAsync($"/{bucket}?acl", "", ("x-amz-acl", "private"), ("x-amz-grant-read", $"id=\"{Owner}\"")))
            .ShouldBeError(400, "InvalidRequest");
        (await raw.PutAsync($"/{bucket}?acl", "", ("x-amz-grant-read", "id=\"short\""))).ShouldBeError(400, "InvalidArgument");
        (await raw.PutAsync($"/{bucket}?acl", "", ("x-amz-grant-read", "emailAddress=\"a@example.com\"")))
            .ShouldBeError(501, "NotImplemented");
    }

    private static Task<PutObjectResponse> WriteAsync(AmazonS3Client s3, string bucket, string key = "key") =>
        s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = "x" });

    private static Task<PutPublicAccessBlockResponse> BlockAsync(AmazonS3Client s3, string bucket, PublicAccessBlockConfiguration block) =>
        s3.PutPublicAccessBlockAsync(new PutPublicAccessBlockRequest { BucketName = bucket, PublicAccessBlockConfiguration = block });

    private static PutBucketOwnershipControlsRequest Ownership(string bucket, ObjectOwnership ownership) => new()
    {
        BucketName = bucket,
        OwnershipControls = new OwnershipControls { Rules = [new OwnershipControlsRule { ObjectOwnership = ownership }] },
    };

    private static async Task<ObjectOwnership> OwnershipOfAsync(AmazonS3Client s3, string bucket) =>
        (await s3.GetBucketOwnershipControlsAsync(new GetBucketOwnershipControlsRequest { BucketName = bucket }))
            .OwnershipControls.Rules.Single().ObjectOwnership;

    private static async Task GrantAsync(AmazonS3Client s3, string bucket, string canonicalId, params S3Permission[] permissions)
    {
        var acl = new S3AccessControlList { Owner = new Owner { Id = Owner }, Grants = [] };
        acl.AddGrant(new S3Grantee { CanonicalUser = Owner }, S3Permission.FULL_CONTROL);
        foreach (var permission in permissions)
        {
            acl.AddGrant(new S3Grantee { CanonicalUser = canonicalId }, permission);
        }

        await s3.PutBucketAclAsync(new PutBucketAclRequest { BucketName = bucket, AccessControlPolicy = acl });
    }
}
