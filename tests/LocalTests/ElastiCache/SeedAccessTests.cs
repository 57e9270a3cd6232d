using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalTests.ElastiCache;

/// <summary>What ElastiCache asks of an object before it makes a cache of it.</summary>
public sealed class SeedAccessTests : IAsyncLifetime
{
    private const string Service = "\"Service\": \"eu-west-1.elasticache-snapshot.amazonaws.com\"";
    private static readonly byte[] NoRdb = [.. "asked for, and no file to load"u8];
    private LocalElastiCache _aws = null!;
    private ExportBucket _bucket = null!;

    public async Task InitializeAsync()
    {
        _aws = await LocalElastiCache.StartAsync();
        _bucket = await new ExportBucket(_aws.Host, "seeds").CreateGrantedAsync();
        await _bucket.PutAsync("a.rdb", NoRdb);
    }

    public async Task DisposeAsync()
    {
        _bucket.Dispose();
        await _aws.DisposeAsync();
    }

    [Theory]
    [InlineData("arn:aws:s3:::seeds")]
    [InlineData("seeds/a.rdb")]
    [InlineData("arn:aws:elasticache:eu-west-1:111122223333:snapshot:a")]
    [InlineData("arn:aws:s3:::seeds/a,b.rdb")]
    public async Task An_ARN_names_one_object_without_a_comma(string arn) =>
        (await RefuseAsync(arn)).ShouldBe(arn.Contains(',')
            ? $"Invalid snapshot ARN: {arn}. The Amazon S3 object name in the ARN cannot contain any commas."
            : $"Invalid snapshot ARN: {arn}. It must name an object in Amazon S3, such as arn:aws:s3:::my_bucket/snapshot1.rdb.");

    [Fact]
    public async Task The_object_must_be_there_and_in_the_Region_of_the_cache()
    {
        using var elsewhere = new ExportBucket(_aws.Host, "elsewhere", "us-east-1");
        await elsewhere.CreateAsync();
        await elsewhere.PutAsync("a.rdb", NoRdb);

        (await RefuseAsync("arn:aws:s3:::absent/a.rdb")).ShouldBe("The S3 bucket absent does not exist.");
        (await RefuseAsync("arn:aws:s3:::elsewhere/a.rdb")).ShouldBe("The S3 bucket elsewhere is outside of the region.");
        (await RefuseAsync("arn:aws:s3:::seeds/b.rdb")).ShouldBe("The S3 bucket seeds does not contain an object with key b.rdb.");
    }

    [Theory]
    [InlineData("s3:GetObject", "ElastiCache has not been granted READ permissions on the S3 object seeds/a.rdb.")]
    [InlineData("s3:ListBucket", "ElastiCache has not been granted READ permissions seeds on the S3 Bucket.")]
    [InlineData("s3:GetBucketAcl", "ElastiCache has not been granted READ_ACP permissions seeds on the S3 Bucket.")]
    public async Task A_missing_grant_is_named_and_no_cache_is_made(string missing, string message)
    {
        string[] needed = ["s3:GetObject", "s3:ListBucket", "s3:GetBucketAcl"];
        await _bucket.PutPolicyAsync(_bucket.Statement("Allow", Service, [.. needed.Where(action => action != missing)]));

        (await RefuseAsync("arn:aws:s3:::seeds/a.rdb")).ShouldBe(message);
        (await _aws.CallAsync("DescribeReplicationGroups")).Descendants("ReplicationGroup").ShouldBeEmpty();

        await _bucket.PutPolicyAsync(_bucket.Statement("Allow", Service, needed), _bucket.Statement("Deny", Service, missing));
        (await RefuseAsync("arn:aws:s3:::seeds/a.rdb")).ShouldBe(message);
    }

    [Fact]
    public async Task A_bucket_of_another_account_that_lets_ElastiCache_in_lets_the_caller_in_only_if_it_says_so()
    {
        using var foreign = await new ExportBucket(_aws.Host, "foreign", accountId: "444455556666").CreateGrantedAsync();
        await foreign.PutAsync("a.rdb", NoRdb);

        (await RefuseAsync("arn:aws:s3:::foreign/a.rdb"))
            .ShouldBe("The authenticated user does not have sufficient permissions to perform the desired activity.");
    }

    [Fact]
    public async Task The_ACL_of_an_object_is_a_grant_where_ACLs_are_on()
    {
        using var legacy = new ExportBucket(_aws.Host, "legacy");
        await legacy.CreateAsync(ObjectOwnership.BucketOwnerPreferred);
        await legacy.PutAsync("a.rdb", NoRdb);
        (await RefuseAsync("arn:aws:s3:::legacy/a.rdb")).ShouldContain("has not been granted READ");

        await GrantAsync(legacy, S3Permission.READ);
        (await RefuseAsync("arn:aws:s3:::legacy/a.rdb")).ShouldContain("has not been granted READ permissions legacy");
        await GrantAsync(legacy, S3Permission.READ_ACP, S3Permission.WRITE_ACP);
        (await RefuseAsync("arn:aws:s3:::legacy/a.rdb")).ShouldBe("ElastiCache has not been granted READ permissions on the S3 object legacy/a.rdb.");
        await GrantAsync(legacy, S3Permission.READ, S3Permission.READ_ACP);

        await _aws.CallAsync("CreateReplicationGroup", Group("arn:aws:s3:::legacy/a.rdb"));
    }

    [Theory]
    [InlineData("s3:GetObject", "ElastiCache has not been granted READ permissions on the S3 object legacy/a.rdb.")]
    [InlineData("s3:GetObjectAcl", "ElastiCache has not been granted READ permissions legacy on the S3 Bucket.")]
    public async Task The_ACL_of_an_object_counts_no_more_against_a_deny_or_where_ACLs_are_turned_off(string denied, string message)
    {
        using var legacy = new ExportBucket(_aws.Host, "legacy");
        await legacy.CreateAsync(ObjectOwnership.ObjectWriter);
        await legacy.PutAsync("a.rdb", NoRdb);
        await GrantAsync(legacy, S3Permission.FULL_CONTROL);

        await legacy.PutPolicyAsync(legacy.Statement("Deny", Service, denied));
        (await RefuseAsync("arn:aws:s3:::legacy/a.rdb")).ShouldBe(message);
        await legacy.S3.DeleteBucketPolicyAsync(legacy.Name);
        await legacy.S3.PutBucketOwnershipControlsAsync(new PutBucketOwnershipControlsRequest
        {
            BucketName = legacy.Name,
            OwnershipControls = new OwnershipControls { Rules = [new OwnershipControlsRule { ObjectOwnership = ObjectOwnership.BucketOwnerEnforced }] },
        });

        (await RefuseAsync("arn:aws:s3:::legacy/a.rdb")).ShouldBe("ElastiCache has not been granted READ permissions on the S3 object legacy/a.rdb.");
    }

    [Fact]
    public async Task In_an_opt_in_Region_the_ACL_of_an_object_reaches_nobody()
    {
        const string Milan = "eu-south-1";
        using var legacy = new ExportBucket(_aws.Host, "legacy", Milan);
        await legacy.CreateAsync(ObjectOwnership.ObjectWriter);
        await legacy.PutAsync("a.rdb", NoRdb);
        await GrantAsync(legacy, S3Permission.FULL_CONTROL);

        var (_, answer) = await _aws.SendAsync("CreateReplicationGroup", Group("arn:aws:s3:::legacy/a.rdb"), region: Milan);

        answer.Descendants("Message").Single().Value.ShouldBe("ElastiCache has not been granted READ permissions on the S3 object legacy/a.rdb.");
    }

    [Fact]
    public async Task An_object_written_anew_has_none_of_the_grants_of_the_one_before()
    {
        using var legacy = new ExportBucket(_aws.Host, "legacy");
        await legacy.CreateAsync(ObjectOwnership.BucketOwnerPreferred);
        await legacy.PutAsync("a.rdb", NoRdb);
        await GrantAsync(legacy, S3Permission.READ, S3Permission.READ_ACP);

        await legacy.PutAsync("a.rdb", NoRdb);

        (await RefuseAsync("arn:aws:s3:::legacy/a.rdb")).ShouldContain("has not been granted READ permissions on the S3 object");
    }

    [Fact]
    public async Task A_bucket_key_is_refused_and_KMS_without_one_is_not()
    {
        await _bucket.PutAsync("kms.rdb", NoRdb, put => put.ServerSideEncryptionMethod = ServerSideEncryptionMethod.AWSKMS);
        await _bucket.PutAsync("key.rdb", NoRdb, put =>
            (put.ServerSideEncryptionMethod, put.BucketKeyEnabled) = (ServerSideEncryptionMethod.AWSKMS, true));

        (await RefuseAsync("arn:aws:s3:::seeds/key.rdb"))
            .ShouldBe("The S3 object seeds/key.rdb is encrypted with an S3 Bucket Key, which ElastiCache cannot use.");
        await _aws.CallAsync("CreateReplicationGroup", Group("arn:aws:s3:::seeds/kms.rdb"));
    }

    [Fact]
    public async Task A_grant_that_goes_while_the_cache_is_made_ends_the_restore()
    {
        var gone = new Fault(FaultKind.Error, "s3", "GetObject") { Status = 403, Code = "AccessDenied", Message = "gone" };
        _aws.Host.Context.Faults.Add(gone);

        await _aws.CallAsync("CreateReplicationGroup", Group("arn:aws:s3:::seeds/a.rdb"));

        await _aws.UntilGroupIsAsync("seeded", "create-failed");
        (await _aws.CallAsync("DescribeEvents", ("SourceType", "replication-group"))).Descendants("Message").Single().Value
            .ShouldBe("Restore from seeds/a.rdb failed for replication group seeded. seeds/a.rdb cannot be read: gone");
    }

    [Fact]
    public async Task A_planned_failure_is_taken_once()
    {
        _aws.Host.ElastiCache.Hooks.FailNextRestore();

        await _aws.CallAsync("CreateReplicationGroup", Group("arn:aws:s3:::seeds/a.rdb"));

        await _aws.UntilGroupIsAsync("seeded", "restore-failed");
        await _aws.CallAsync("DeleteReplicationGroup", ("ReplicationGroupId", "seeded"));
        await _aws.UntilFailsAsync("ReplicationGroupNotFoundFault", "DescribeReplicationGroups", ("ReplicationGroupId", "seeded"));
        await _aws.CallAsync("CreateReplicationGroup", Group("arn:aws:s3:::seeds/a.rdb"));
        await _aws.UntilGroupIsAsync("seeded", "create-failed");
    }

    private static (string, object)[] Group(string arn) =>
    [
        ("ReplicationGroupId", "seeded"), ("ReplicationGroupDescription", "from S3"), ("CacheNodeType", "cache.t4g.micro"),
        ("SnapshotArns.SnapshotArn.1", arn),
    ];

    private static async Task GrantAsync(ExportBucket bucket, params S3Permission[] permissions)
    {
        var acl = await bucket.S3.GetObjectAclAsync(new GetObjectAclRequest { BucketName = bucket.Name, Key = "a.rdb" });
        var elastiCache = new S3Grantee { CanonicalUser = "540804c33a284a299d2547575ce1010f2312ef3da9b3a053c8bc45bf233e4353" };
        await bucket.S3.PutObjectAclAsync(new PutObjectAclRequest
        {
            BucketName = bucket.Name,
            Key = "a.rdb",
            AccessControlPolicy = new S3AccessControlList
            {
                Owner = acl.Owner,
                Grants = [.. permissions.Select(permission => new S3Grant { Grantee = elastiCache, Permission = permission })],
            },
        });
    }

    private async Task<string> RefuseAsync(string arn)
    {
        var (status, code, message) = await _aws.FailAsync("CreateReplicationGroup", Group(arn));
        (status, code).ShouldBe((400, "InvalidParameterValue"), message);
        return message;
    }
}
