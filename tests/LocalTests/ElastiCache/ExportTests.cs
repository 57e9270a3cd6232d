using System.Security.Cryptography;
using System.Text;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalTests.ElastiCache;

public sealed class ExportTests
{
    private const string Service = "\"Service\": \"eu-west-1.elasticache-snapshot.amazonaws.com\"";

    [Fact]
    public async Task An_export_writes_each_shards_real_file_and_returns_the_source_to_available()
    {
        await using var aws = await LocalElastiCache.StartAsync(timeScale: 100);
        using var bucket = await new ExportBucket(aws.Host, "exports").CreateGrantedAsync();
        var group = await aws.CreateGroupAsync("carts", ("NumNodeGroups", 2), ("ReplicasPerNodeGroup", 1));
        await using (var node = await LocalElastiCache.ConnectAsync(group.Element("ConfigurationEndpoint")!))
        {
            await node.CallAsync(["SET", "greeting-{06S}", "hello"], CancellationToken.None);
        }

        await aws.CallAsync("CreateSnapshot", ("ReplicationGroupId", "carts"), ("SnapshotName", "nightly"));
        await aws.UntilSnapshotIsAsync("nightly", "available");

        var exporting = await ExportAsync(aws, "nightly", "Backups/Carts/Run-1", "exports");

        exporting.Element("SnapshotName")!.Value.ShouldBe("nightly");
        exporting.Element("SnapshotStatus")!.Value.ShouldBe("exporting");
        (await FailAsync(aws, "nightly", "again", "exports")).Code.ShouldBe("InvalidSnapshotState");
        (await aws.FailAsync("DeleteSnapshot", ("SnapshotName", "nightly"))).Code.ShouldBe("InvalidSnapshotState");
        await aws.UntilSnapshotIsAsync("nightly", "available");
        (await bucket.KeysAsync()).ShouldBe(["backups/carts/run-1-0001.rdb", "backups/carts/run-1-0002.rdb"]);
        var first = Encoding.Latin1.GetString(await bucket.ReadAsync("backups/carts/run-1-0001.rdb"));
        first.ShouldStartWith("REDIS00");
        first.ShouldContain("greeting-{06S}");
        (await aws.FailAsync("DescribeSnapshots", ("SnapshotName", "Backups/Carts/Run-1"))).Code.ShouldBe("SnapshotNotFoundFault");
    }

    [Fact]
    public async Task An_export_never_overwrites()
    {
        await using var aws = await StartWithSnapshotAsync();
        using var bucket = await new ExportBucket(aws.Host, "exports").CreateGrantedAsync();
        await ExportAsync(aws, "nightly", "run", "exports");
        await aws.UntilSnapshotIsAsync("nightly", "available");

        (await FailAsync(aws, "nightly", "RUN", "exports"))
            .Message.ShouldBe("The S3 bucket exports already contains an object with key run-0001.rdb.");
    }

    [Theory]
    [InlineData("s3:ListBucket", "READ")]
    [InlineData("s3:PutObject", "WRITE")]
    [InlineData("s3:GetBucketAcl", "READ_ACP")]
    public async Task A_missing_grant_is_named_and_leaves_nothing_behind(string missing, string permission)
    {
        await using var aws = await StartWithSnapshotAsync();
        using var bucket = await new ExportBucket(aws.Host, "exports").CreateGrantedAsync(missing);

        (await FailAsync(aws, "nightly", "run", "exports"))
            .ShouldBe((400, "InvalidParameterValue", $"ElastiCache has not been granted {permission} permissions exports on the S3 Bucket."));
        (await bucket.KeysAsync()).ShouldBeEmpty();
        (await aws.UntilSnapshotIsAsync("nightly", "available")).ShouldNotBeNull();
    }

    [Fact]
    public async Task An_explicit_deny_is_no_grant()
    {
        await using var aws = await StartWithSnapshotAsync();
        using var bucket = await new ExportBucket(aws.Host, "exports").CreateGrantedAsync();
        await bucket.PutPolicyAsync(bucket.Statement("Allow", Service, "s3:*"), bucket.Statement("Deny", Service, "s3:PutObject"));

        (await FailAsync(aws, "nightly", "run", "exports")).Message.ShouldContain("has not been granted WRITE");
    }

    [Fact]
    public async Task An_ACL_grants_where_ACLs_are_on()
    {
        await using var aws = await StartWithSnapshotAsync();
        using var bucket = new ExportBucket(aws.Host, "exports");
        await bucket.CreateAsync(ObjectOwnership.BucketOwnerPreferred);
        var acl = await bucket.S3.GetBucketAclAsync(new GetBucketAclRequest { BucketName = "exports" });
        var elastiCache = new S3Grantee { CanonicalUser = "540804c33a284a299d2547575ce1010f2312ef3da9b3a053c8bc45bf233e4353" };
        await bucket.S3.PutBucketAclAsync(new PutBucketAclRequest
        {
            BucketName = "exports",
            AccessControlPolicy = new S3AccessControlList
            {
                Owner = acl.Owner,
                Grants = [.. new[] { S3Permission.READ, S3Permission.WRITE, S3Permission.READ_ACP }
                    .Select(permission => new S3Grant { Grantee = elastiCache, Permission = permission })],
            },
        });

        await ExportAsync(aws, "nightly", "run", "exports");

        await aws.UntilSnapshotIsAsync("nightly", "available");
        (await bucket.KeysAsync()).ShouldBe(["run-0001.rdb"]);
    }

    [Fact]
    public async Task A_bucket_that_is_absent_elsewhere_or_foreign_is_refused_in_AWSs_words()
    {
        await using var aws = await StartWithSnapshotAsync();
        using var elsewhere = new ExportBucket(aws.Host, "elsewhere", "us-east-1");
        using var foreign = new ExportBucket(aws.Host, "foreign", accountId: "444455556666");
        await elsewhere.CreateAsync();
        await foreign.CreateGrantedAsync();

        (await MessageAsync("absent")).ShouldBe("The S3 bucket absent does not exist.");
        (await MessageAsync("elsewhere")).ShouldBe("The S3 bucket elsewhere is outside of the region.");
        (await MessageAsync("foreign")).ShouldBe("The S3 bucket foreign is not owned by the authenticated user.");

        async Task<string> MessageAsync(string bucket) => (await FailAsync(aws, "nightly", "run", bucket)).Message;
    }

    [Fact]
    public async Task The_caller_needs_rights_of_its_own()
    {
        await using var aws = await StartWithSnapshotAsync();
        using var bucket = await new ExportBucket(aws.Host, "exports").CreateGrantedAsync();
        var denied = new Fault(FaultKind.Error, "s3", "ListBuckets") { Status = 403, Code = "AccessDenied", Times = 1 };
        aws.Host.Context.Faults.Add(denied);

        (await FailAsync(aws, "nightly", "run", "exports")).Message
            .ShouldBe("Elasticache was unable to validate the authenticated user has access on the S3 bucket.");
        aws.Host.Context.Faults.Add(denied with { Operation = "GetBucketLocation" });
        (await FailAsync(aws, "nightly", "run", "exports")).Message
            .ShouldBe("The authenticated user does not have sufficient permissions to perform the desired activity.");
    }

    [Fact]
    public async Task A_snapshot_returns_to_available_even_when_an_object_is_missing()
    {
        await using var aws = await LocalElastiCache.StartAsync();
        using var bucket = await new ExportBucket(aws.Host, "exports").CreateGrantedAsync();
        await aws.CreateGroupAsync("carts", ("NumNodeGroups", 2));
        await aws.CallAsync("CreateSnapshot", ("ReplicationGroupId", "carts"), ("SnapshotName", "nightly"));
        await aws.UntilSnapshotIsAsync("nightly", "available");
        aws.Host.ElastiCache.Hooks.MissShardOfNextExport(2);

        await ExportAsync(aws, "nightly", "partial", "exports");
        await aws.UntilSnapshotIsAsync("nightly", "available");
        // The first PutObject is the check's, the next ones are the transfer's.
        aws.Host.Context.Faults.Add(new Fault(FaultKind.Error, "s3", "PutObject")
        {
            Status = 403,
            Code = "AccessDenied",
            Skip = 1,
            ResourceContains = "none",
        });
        await ExportAsync(aws, "nightly", "none", "exports");
        await aws.UntilSnapshotIsAsync("nightly", "available");

        (await bucket.KeysAsync()).ShouldBe(["partial-0001.rdb"]);
        (await aws.CallAsync("DescribeEvents")).Descendants("Message").Select(message => message.Value)
            .ShouldContain(message => message.StartsWith("Export of snapshot with ID 'nightly' to S3 bucket exports failed"));
    }

    [Fact]
    public async Task What_cannot_be_exported_is_refused()
    {
        await using var aws = await LocalElastiCache.StartAsync();
        await aws.CreateGroupAsync("tiered", ("CacheNodeType", "cache.r6gd.xlarge"), ("DataTieringEnabled", "true"));
        await aws.CallAsync("CreateSnapshot", ("CacheClusterId", "tiered-001"), ("SnapshotName", "tiered"));
        await aws.UntilSnapshotIsAsync("tiered", "available");

        (await FailAsync(aws, "tiered", "run", "exports")).Message.ShouldContain("data tiering");
        (await FailAsync(aws, "absent", "run", "exports")).Code.ShouldBe("SnapshotNotFoundFault");
        (await FailAsync(aws, "tiered", new string('x', 1001), "exports")).Code.ShouldBe("InvalidParameterValue");
        (await aws.FailAsync(
            "CopySnapshot",
            ("SourceSnapshotName", "tiered"), ("TargetSnapshotName", "x"), ("TargetBucket", "exports"), ("KmsKeyId", "alias/mine")))
            .Code.ShouldBe("InvalidParameterCombination");
    }

    [Fact]
    public async Task A_large_file_goes_up_in_parts_and_arrives_whole()
    {
        const int Values = 20;
        await using var aws = await LocalElastiCache.StartAsync();
        using var bucket = await new ExportBucket(aws.Host, "exports").CreateGrantedAsync();
        var group = await aws.CreateGroupAsync("large");
        await using (var node = await LocalElastiCache.ConnectAsync(group.Descendants("PrimaryEndpoint").Single()))
        {
            await node.PipelineAsync(
                [.. Enumerable.Range(0, Values).Select(i => (IReadOnlyList<ReadOnlyMemory<byte>>)
                    ["SET"u8.ToArray(), Encoding.ASCII.GetBytes($"key{i}"), RandomNumberGenerator.GetBytes(1 << 20)])],
                CancellationToken.None);
        }

        await aws.CallAsync("CreateSnapshot", ("CacheClusterId", "large-001"), ("SnapshotName", "large"));
        await aws.UntilSnapshotIsAsync("large", "available");
        await ExportAsync(aws, "large", "large", "exports");
        await aws.UntilSnapshotIsAsync("large", "available");

        var head = await bucket.S3.GetObjectMetadataAsync("exports", "large-0001.rdb");
        head.ETag.ShouldEndWith("-2\"");
        head.ContentLength.ShouldBeGreaterThan(Values << 20);
    }

    private static async Task<LocalElastiCache> StartWithSnapshotAsync()
    {
        var aws = await LocalElastiCache.StartAsync();
        await aws.CreateGroupAsync("orders");
        await aws.CallAsync("CreateSnapshot", ("CacheClusterId", "orders-001"), ("SnapshotName", "nightly"));
        await aws.UntilSnapshotIsAsync("nightly", "available");
        return aws;
    }

    private static async Task<System.Xml.Linq.XElement> ExportAsync(LocalElastiCache aws, string source, string target, string bucket) =>
        (await aws.CallAsync("CopySnapshot", ("SourceSnapshotName", source), ("TargetSnapshotName", target), ("TargetBucket", bucket)))
            .Element("Snapshot")!;

    private static Task<(int Status, string Code, string Message)> FailAsync(
        LocalElastiCache aws, string source, string target, string bucket) =>
        aws.FailAsync("CopySnapshot", ("SourceSnapshotName", source), ("TargetSnapshotName", target), ("TargetBucket", bucket));
}
