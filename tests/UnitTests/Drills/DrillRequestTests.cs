using System.Text.Json;
using CacheBackup.Core.Drills;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Restores;

namespace CacheBackup.UnitTests.Drills;

public sealed class DrillRequestTests
{
    [Fact]
    public void A_bucket_is_enough()
    {
        var request = Parse("""{"Bucket":"backups"}""");

        request.ShouldBe(new DrillRequest("backups", null, "elasticache", new CacheTag("cache-backup:drill", "true"), null, new RestorePolling()));
    }

    [Fact]
    public void What_every_cache_of_the_drill_is_to_be_like_is_handed_on_to_the_restore()
    {
        var request = Parse("""{"Bucket":"backups","AccountId":"444455556666","NewCache":{"NodeType":"cache.t4g.small","UserGroupIds":[]},"Polling":{"IntervalSeconds":5}}""");

        var restore = RestoreRequest.Parse(RestoreOrder.Of(request, "elasticache/orders/1/manifest.json", "20261120t041500z-0123abcd"));

        restore.Backup.ShouldBe(new RestoreSource(new ObjectPath("backups", "elasticache/orders/1/manifest.json"), AccountId: "444455556666"));
        restore.NewCache.ReplicationGroupId.ShouldBe("drill-20261120t041500z-0123abcd");
        restore.NewCache.NodeType.ShouldBe("cache.t4g.small");
        restore.NewCache.ReplicasPerShard.ShouldBe(0);
        restore.Polling.ShouldBe(new RestorePolling(5, 300, 14400));
        restore.DrillId.ShouldBe("20261120t041500z-0123abcd");
    }

    [Fact]
    public void Replicas_are_restored_where_they_are_asked_for() =>
        RestoreRequest.Parse(RestoreOrder.Of(Parse("""{"Bucket":"b","NewCache":{"ReplicasPerShard":2}}"""), "m/manifest.json", "20261120t041500z-0123abcd"))
            .NewCache.ReplicasPerShard.ShouldBe(2);

    [Fact]
    public void No_replicas_are_restored_where_null_says_nothing_of_them() =>
        RestoreRequest.Parse(RestoreOrder.Of(Parse("""{"Bucket":"b","NewCache":{"ReplicasPerShard":null}}"""), "m/manifest.json", "20261120t041500z-0123abcd"))
            .NewCache.ReplicasPerShard.ShouldBe(0);

    [Fact]
    public void A_field_that_nobody_gave_is_not_named() =>
        Should.Throw<InvalidDrillRequestException>(() => Parse("""{"NewCache":{"NodeType":"large"}}""")).Message.ShouldNotContain("Backup");

    [Theory]
    [InlineData("""{}""", "Bucket is missing")]
    [InlineData("""[]""", "The request is [], but it has to be a JSON object")]
    [InlineData("""{"Bucket":"b","Bucke":"c"}""", "Bucke is \"c\", but there is no such field")]
    [InlineData("""{"Bucket":"b","KeyPrefix":"/x/"}""", "KeyPrefix is \"/x/\", but it has to be names of lower-case letters")]
    [InlineData("""{"Bucket":"b","AccountId":"1"}""", "AccountId is \"1\", but it has to be an account number of 12 digits")]
    [InlineData("""{"Bucket":"b","Tag":{"Value":"true"}}""", "Tag.Key is missing")]
    [InlineData("""{"Bucket":"b","Tag":{"Key":"k","Values":"v"}}""", "Tag.Values is \"v\", but there is no such field")]
    [InlineData("""{"Bucket":"b","NewCache":{"ReplicationGroupId":"x"}}""", "NewCache.ReplicationGroupId is \"x\", but a drill names its caches itself")]
    [InlineData("""{"Bucket":"b","NewCache":{"ReplicationGroupId":"x","Shrads":2}}""", "NewCache.Shrads is 2, but there is no such field")]
    [InlineData("""{"Bucket":"b","NewCache":{"NodeType":"large"}}""", "NewCache.NodeType is \"large\", but it has to be a node type")]
    [InlineData("""{"Bucket":"b","NewCache":{"Nodes":1}}""", "NewCache.Nodes is 1, but there is no such field")]
    [InlineData("""{"Bucket":"b","Polling":{"IntervalSeconds":0}}""", "Polling.IntervalSeconds is 0, but it has to be a whole number of seconds")]
    public void What_is_wrong_is_named_with_its_value(string request, string problem) =>
        Should.Throw<InvalidDrillRequestException>(() => Parse(request)).Message.ShouldContain(problem);

    [Theory]
    [InlineData("today", "only the drill machine sets it")]
    [InlineData("20261120t041500z-0123abcd", "its NewCache.ReplicationGroupId is drill-20261120t041500z-0123abcd")]
    public void A_restore_by_hand_cannot_pass_for_a_drill(string id, string problem)
    {
        var request = $$"""{"Backup":{"Manifest":"s3://b/manifest.json"},"NewCache":{"ReplicationGroupId":"orders"},"DrillId":"{{id}}"}""";

        Should.Throw<InvalidRestoreRequestException>(() => RestoreRequest.Parse(JsonElement.Parse(request))).Message.ShouldContain(problem);
    }

    private static DrillRequest Parse(string request) => DrillRequest.Parse(JsonElement.Parse(request));
}
