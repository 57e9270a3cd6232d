using System.Text.Json;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Restores;

namespace CacheBackup.UnitTests.Restores;

public sealed class RestoreRequestTests
{
    private const string Cache = """{"ReplicationGroupId":"New-Orders"}""";
    private const string Manifest = """{"Manifest":"s3://backups/elasticache/orders/1/manifest.json"}""";

    [Fact]
    public void A_manifest_and_an_id_are_enough()
    {
        var request = Parse(Manifest, Cache);

        request.Backup.Manifest.ShouldBe(new ObjectPath("backups", "elasticache/orders/1/manifest.json"));
        request.NewCache.ShouldBe(new NewCache("new-orders"));
        request.Polling.ShouldBe(new RestorePolling(20, 300, 14400));
    }

    [Fact]
    public void The_newest_backup_of_a_cache_is_found_by_its_id() =>
        Parse("""{"Latest":{"CacheId":"Orders","Bucket":"backups"},"Region":"us-east-1","AccountId":"444455556666"}""", Cache)
            .Backup.ShouldBe(new RestoreSource(Latest: new LatestBackup("orders", "backups"), Region: "us-east-1", AccountId: "444455556666"));

    [Fact]
    public void A_backup_may_be_copied_to_a_bucket_first() =>
        Parse("""{"Latest":{"CacheId":"orders","Bucket":"backups"},"Region":"us-east-1","CopyTo":"copies"}""", Cache).Backup.CopyTo.ShouldBe("copies");

    [Fact]
    public void Files_are_taken_in_their_order() =>
        Parse("""{"Files":["s3://uploads/b.rdb","s3://uploads/dumps/a.rdb"]}""", FilesCache)
            .Backup.Files.ShouldBe([new ObjectPath("uploads", "b.rdb"), new ObjectPath("uploads", "dumps/a.rdb")]);

    [Fact]
    public void Everything_about_the_new_cache_can_be_changed()
    {
        var cache = Parse(Manifest, """
            {"ReplicationGroupId":"n","NodeType":"cache.r7g.large","Engine":"valkey","EngineVersion":"8.0","ClusterMode":true,"Shards":3,
             "ReplicasPerShard":0,"ParameterGroup":"p","SubnetGroup":"s","SecurityGroupIds":["sg-1"],"TransitEncryption":true,
             "AtRestEncryption":true,"KmsKeyId":"arn:aws:kms:eu-west-1:111122223333:key/1","UserGroupIds":[],"Tags":{"a":""}}
            """).NewCache;

        cache.Shards.ShouldBe(3);
        cache.ReplicasPerShard.ShouldBe(0);
        cache.UserGroupIds.ShouldBe([]);
        cache.Tags.ShouldBe(new Dictionary<string, string> { ["a"] = "" });
    }

    [Theory]
    [InlineData("""{}""", Cache, "Backup holds 0 backups, but has to hold exactly one of Manifest, Latest and Files")]
    [InlineData("""{"Manifest":"s3://b/m","Files":["s3://b/f"]}""", FilesCache, "Backup holds 2 backups")]
    [InlineData("""{"Manifest":"s3://b/m"}""", Cache, "Backup.Manifest is \"s3://b/m\", but it has to be in the folder of its backup")]
    [InlineData("""{"Manifest":"b/m"}""", Cache, "Backup.Manifest is \"b/m\", but it has to be s3://bucket/key")]
    [InlineData("""{"Manifest":"s3://b/m","Bucket":"b"}""", Cache, "Backup.Bucket is \"b\", but there is no such field")]
    [InlineData("""{"Manifest":"s3://b/m","Region":"Ireland"}""", Cache, "Backup.Region is \"Ireland\"")]
    [InlineData("""{"Manifest":"s3://b/m","AccountId":"1"}""", Cache, "Backup.AccountId is \"1\"")]
    [InlineData("""{"Latest":{"Bucket":"b"}}""", Cache, "Backup.Latest.CacheId is missing")]
    [InlineData("""{"Latest":{"CacheId":"o","Bucket":"b","KeyPrefix":"/x"}}""", Cache, "Backup.Latest.KeyPrefix is \"/x\"")]
    [InlineData("""{"Files":[]}""", FilesCache, "Backup.Files holds 0 files, but has to hold 1 to 500")]
    [InlineData("""{"Files":["s3://b/f","s3://b/f"]}""", FilesCache, "Backup.Files names s3://b/f 2 times")]
    [InlineData("""{"Files":["s3://b/f","s3://c/f"]}""", FilesCache, "names the buckets b and c")]
    [InlineData("""{"Files":["s3://b/f"],"CopyTo":"c"}""", FilesCache, "Backup.CopyTo is \"c\", but only a backup is copied: upload the Files")]
    [InlineData("""{"Files":["s3://b/f"]}""", Cache, "NewCache.NodeType is missing: files do not say what cache they are of")]
    [InlineData(Manifest, """{"ReplicationGroupId":"a--b"}""", "NewCache.ReplicationGroupId is \"a--b\"")]
    [InlineData(Manifest, """{"ReplicationGroupId":"ends-"}""", "NewCache.ReplicationGroupId is \"ends-\"")]
    [InlineData(Manifest, """{"ReplicationGroupId":"an-id-of-forty-one-characters-is-too-long1"}""", "40 at most")]
    [InlineData(Manifest, """{"Replicationgroupid":"n"}""", "NewCache.ReplicationGroupId is missing")]
    [InlineData(Manifest, """{"ReplicationGroupId":"n","NodeType":"r7g.large"}""", "NewCache.NodeType is \"r7g.large\"")]
    [InlineData(Manifest, """{"ReplicationGroupId":"n","Engine":"memcached","EngineVersion":"1.6"}""", "it has to be valkey or redis")]
    [InlineData(Manifest, """{"ReplicationGroupId":"n","Engine":"valkey"}""", "NewCache.EngineVersion is missing beside Engine")]
    [InlineData(Manifest, """{"ReplicationGroupId":"n","Engine":"valkey","EngineVersion":"6.0"}""", "valkey from 7.2")]
    [InlineData(Manifest, """{"ReplicationGroupId":"n","Shards":501}""", "NewCache.Shards is 501, but it has to be a whole number from 1 to 500")]
    [InlineData(Manifest, """{"ReplicationGroupId":"n","ReplicasPerShard":6}""", "from 0 to 5")]
    [InlineData(Manifest, """{"ReplicationGroupId":"n","ClusterMode":false,"Shards":2}""", "without cluster mode there is one shard")]
    [InlineData(Manifest, """{"ReplicationGroupId":"n","SecurityGroupIds":"sg-1"}""", "it has to be a list of texts")]
    [InlineData(Manifest, """{"ReplicationGroupId":"n","KmsKeyId":"alias/a"}""", "it has to be the ARN of a KMS key")]
    [InlineData(Manifest, """{"ReplicationGroupId":"n","Tags":{"aws:x":"1"}}""", "keys that start with aws: or cache-backup: are not for requests")]
    [InlineData(Manifest, """{"ReplicationGroupId":"n","Tags":{"a":1}}""", "it has to be an object of texts")]
    public void What_is_wrong_is_named_with_its_field_and_value(string backup, string cache, string problem) =>
        Should.Throw<InvalidRestoreRequestException>(() => Parse(backup, cache)).Message.ShouldContain(problem);

    [Fact]
    public void All_problems_are_told_at_once() =>
        Should.Throw<InvalidRestoreRequestException>(() => RestoreRequest.Parse(JsonElement.Parse("""{"Backups":{}}""")))
            .Message.ShouldStartWith("The request has 3 problems: Backup is missing; NewCache is missing; Backups is {}, but there is no such field");

    [Fact]
    public void Keys_that_would_not_pass_the_state_machine_are_refused()
    {
        var files = string.Join(',', Enumerable.Range(0, 500).Select(number => $"\"s3://b/{new string('k', 200)}{number}\""));

        Should.Throw<InvalidRestoreRequestException>(() => Parse($$"""{"Files":[{{files}}]}""", FilesCache)).Message.ShouldContain("may hold 60000");
    }

    private const string FilesCache = """{"ReplicationGroupId":"n","NodeType":"cache.t4g.small","Engine":"redis","EngineVersion":"7.1"}""";

    private static RestoreRequest Parse(string backup, string cache) =>
        RestoreRequest.Parse(JsonElement.Parse($$"""{"Backup":{{backup}},"NewCache":{{cache}}}"""));
}
