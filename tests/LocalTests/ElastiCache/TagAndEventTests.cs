using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.ElastiCache;

public sealed class TagAndEventTests
{
    private const string Arn = "arn:aws:elasticache:eu-west-1:111122223333";

    [Fact]
    public async Task Tags_of_a_group_reach_its_nodes_and_are_replaced_and_removed_by_key()
    {
        await using var aws = await LocalElastiCache.StartAsync();
        await aws.CreateGroupAsync("orders", ("Tags.Tag.1.Key", "team"), ("Tags.Tag.1.Value", "shop"));

        await aws.CallAsync(
            "AddTagsToResource",
            ("ResourceName", $"{Arn}:replicationgroup:orders"),
            ("Tags.Tag.1.Key", "team"), ("Tags.Tag.1.Value", "cart"), ("Tags.Tag.2.Key", "tier"), ("Tags.Tag.2.Value", ""));

        (await TagsAsync("cluster:orders-001")).ShouldBe(["team=cart", "tier="]);
        await aws.CallAsync("RemoveTagsFromResource", ("ResourceName", $"{Arn}:replicationgroup:orders"), ("TagKeys.member.1", "team"));
        (await TagsAsync("replicationgroup:orders")).ShouldBe(["tier="]);
        (await aws.FailAsync("RemoveTagsFromResource", ("ResourceName", $"{Arn}:cluster:orders-001"), ("TagKeys.member.1", "team")))
            .Code.ShouldBe("TagNotFound");

        async Task<string[]> TagsAsync(string resource) =>
        [
            .. (await aws.CallAsync("ListTagsForResource", ("ResourceName", $"{Arn}:{resource}"))).Descendants("Tag")
                .Select(tag => $"{tag.Element("Key")!.Value}={tag.Element("Value")!.Value}"),
        ];
    }

    [Fact]
    public async Task Tags_are_limited_and_only_told_while_the_cache_is_available()
    {
        await using var aws = await LocalElastiCache.StartAsync();
        await aws.CreateGroupAsync("orders");
        var many = Enumerable.Range(1, 51)
            .SelectMany(i => new (string, object)[] { ($"Tags.Tag.{i}.Key", $"key{i}"), ($"Tags.Tag.{i}.Value", "x") });

        (await FailAsync("AddTagsToResource", $"{Arn}:replicationgroup:orders", [.. many])).ShouldBe("TagQuotaPerResourceExceeded");
        (await FailAsync("AddTagsToResource", $"{Arn}:replicationgroup:orders", ("Tags.Tag.1.Key", "aws:x")))
            .ShouldBe("InvalidParameterValue");
        (await FailAsync("ListTagsForResource", "arn:aws:elasticache:us-east-1:111122223333:replicationgroup:orders"))
            .ShouldBe("InvalidARN");
        (await FailAsync("ListTagsForResource", "orders")).ShouldBe("InvalidARN");
        (await FailAsync("ListTagsForResource", $"{Arn}:snapshot:absent")).ShouldBe("SnapshotNotFoundFault");
        aws.Host.ElastiCache.Hooks.SetStatus(LocalElastiCache.Region, "orders", "modifying");
        (await FailAsync("ListTagsForResource", $"{Arn}:replicationgroup:orders")).ShouldBe("InvalidReplicationGroupState");

        async Task<string> FailAsync(string action, string arn, params (string, object)[] more) =>
            (await aws.FailAsync(action, [("ResourceName", arn), .. more])).Code;
    }

    [Fact]
    public async Task Events_tell_what_happened_within_the_time_asked_for()
    {
        var clock = new ShiftedTimeProvider();
        await using var aws = await LocalElastiCache.StartAsync(time: clock);
        await aws.CreateGroupAsync("orders");
        clock.Shift = TimeSpan.FromHours(2);
        await aws.CallAsync("CreateSnapshot", ("CacheClusterId", "orders-001"), ("SnapshotName", "nightly"));
        await aws.UntilSnapshotIsAsync("nightly", "available");

        (await MessagesAsync(("SourceType", "cache-cluster"), ("SourceIdentifier", "orders-001")))
            .ShouldBe(["Snapshot succeeded for snapshot with ID 'nightly' of cache cluster with ID 'orders-001'"]);
        (await MessagesAsync(("SourceType", "replication-group"), ("Duration", 24 * 60)))
            .ShouldBe(["Replication group orders created",
                "Snapshot succeeded for snapshot with ID 'nightly' of replication group with ID 'orders'"]);
        var tomorrow = (clock.GetUtcNow() + TimeSpan.FromDays(1)).ToString("O");
        (await MessagesAsync(("StartTime", tomorrow), ("EndTime", tomorrow))).ShouldBeEmpty();
        (await aws.FailAsync("DescribeEvents", ("SourceType", "snapshot"))).Code.ShouldBe("InvalidParameterValue");

        async Task<string[]> MessagesAsync(params (string, object)[] filters) =>
            [.. (await aws.CallAsync("DescribeEvents", filters)).Descendants("Message").Select(message => message.Value)];
    }

    [Fact]
    public async Task Events_are_kept_for_14_days_and_told_page_by_page()
    {
        var clock = new ShiftedTimeProvider();
        await using var aws = await LocalElastiCache.StartAsync(time: clock);
        var start = clock.GetUtcNow();
        for (var i = 0; i < 21; i++)
        {
            await aws.CallAsync(
                "CreateCacheCluster",
                ("CacheClusterId", $"m{i:00}"), ("Engine", "memcached"), ("CacheNodeType", "cache.t4g.micro"), ("NumCacheNodes", 1));
        }

        await Task.WhenAll(Enumerable.Range(0, 21).Select(i => aws.UntilClusterIsAsync($"m{i:00}", "available")));
        var first = await aws.CallAsync("DescribeEvents", ("MaxRecords", 20));
        var second = await aws.CallAsync("DescribeEvents", ("MaxRecords", 20), ("Marker", first.Element("Marker")!.Value));
        (first.Descendants("Event").Count(), second.Descendants("Event").Count(), second.Element("Marker")).ShouldBe((20, 1, null));

        clock.Shift = TimeSpan.FromDays(13);
        (await CountAsync(("Duration", 14 * 24 * 60))).ShouldBe(21);
        (await CountAsync(("StartTime", start.ToString("O")), ("Duration", 60))).ShouldBe(21);
        (await CountAsync(("StartTime", start.AddHours(1).ToString("O")))).ShouldBe(0);
        clock.Shift = TimeSpan.FromDays(15);
        (await CountAsync(("StartTime", start.ToString("O")))).ShouldBe(0);
        (await aws.FailAsync("DescribeEvents", ("Duration", 14 * 24 * 60 + 1))).Code.ShouldBe("InvalidParameterValue");

        async Task<int> CountAsync(params (string, object)[] filters) =>
            (await aws.CallAsync("DescribeEvents", filters)).Descendants("Event").Count();
    }
}
