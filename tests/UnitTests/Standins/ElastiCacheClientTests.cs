using System.Net;
using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;
using Amazon.Runtime;

namespace CacheBackup.UnitTests.Standins;

/// <summary>What the ElastiCache client puts on the wire and makes of the answer; the real one and the stand-in do the same.</summary>
public sealed class ElastiCacheClientTests
{
    private const string Namespace = "http://elasticache.amazonaws.com/doc/2015-02-02/";

    [Fact]
    public async Task A_request_becomes_a_form_with_named_list_items()
    {
        using var endpoint = new QueryEndpointStub((200, Answer("CreateReplicationGroup", "<ReplicationGroup/>")));
        using var client = Client(endpoint);
        await client.CreateReplicationGroupAsync(new CreateReplicationGroupRequest
        {
            ReplicationGroupId = "orders",
            ReplicationGroupDescription = "orders & carts",
            NumNodeGroups = 2,
            AutomaticFailoverEnabled = true,
            ClusterMode = ClusterMode.Enabled,
            NodeGroupConfiguration = [new() { Slots = "0-8191", ReplicaAvailabilityZones = ["eu-west-1a", "eu-west-1b"] }],
            SnapshotArns = ["arn:aws:s3:::exports/a-0001.rdb"],
            Tags = [new Tag { Key = "team", Value = "shop" }],
            UserGroupIds = ["ops"],
        });
        endpoint.Forms.ShouldHaveSingleItem().ShouldBe(
            """
            Action=CreateReplicationGroup
            AutomaticFailoverEnabled=true
            ClusterMode=enabled
            NodeGroupConfiguration.NodeGroupConfiguration.1.ReplicaAvailabilityZones.AvailabilityZone.1=eu-west-1a
            NodeGroupConfiguration.NodeGroupConfiguration.1.ReplicaAvailabilityZones.AvailabilityZone.2=eu-west-1b
            NodeGroupConfiguration.NodeGroupConfiguration.1.Slots=0-8191
            NumNodeGroups=2
            ReplicationGroupDescription=orders & carts
            ReplicationGroupId=orders
            SnapshotArns.SnapshotArn.1=arn:aws:s3:::exports/a-0001.rdb
            Tags.Tag.1.Key=team
            Tags.Tag.1.Value=shop
            UserGroupIds.member.1=ops
            Version=2015-02-02
            """);
    }

    [Fact]
    public async Task An_answer_fills_the_model_and_what_it_lacks_stays_null()
    {
        using var endpoint = new QueryEndpointStub((200, Answer("DescribeSnapshots",
            """
            <Snapshots><Snapshot>
              <SnapshotName>nightly</SnapshotName><SnapshotStatus>exporting</SnapshotStatus><NumNodeGroups>2</NumNodeGroups>
              <AutoMinorVersionUpgrade>true</AutoMinorVersionUpgrade><AutomaticFailover>enabled</AutomaticFailover>
              <CacheClusterCreateTime>2026-11-20T10:42:05.123Z</CacheClusterCreateTime>
              <NodeSnapshots><NodeSnapshot>
                <NodeGroupId>0001</NodeGroupId><CacheSize>5 MB</CacheSize>
                <NodeGroupConfiguration><Slots>0-8191</Slots><ReplicaCount>1</ReplicaCount></NodeGroupConfiguration>
              </NodeSnapshot></NodeSnapshots>
            </Snapshot></Snapshots>
            """)));
        using var client = Client(endpoint);
        var response = await client.DescribeSnapshotsAsync(new DescribeSnapshotsRequest { ShowNodeGroupConfig = true });
        var snapshot = response.Snapshots.ShouldHaveSingleItem();
        snapshot.SnapshotStatus.ShouldBe("exporting");
        snapshot.NumNodeGroups.ShouldBe(2);
        snapshot.AutoMinorVersionUpgrade.ShouldBe(true);
        snapshot.AutomaticFailover.ShouldBe(AutomaticFailoverStatus.Enabled);
        snapshot.CacheClusterCreateTime.ShouldBe(new DateTime(2026, 11, 20, 10, 42, 5, 123, DateTimeKind.Utc));
        snapshot.CacheClusterCreateTime!.Value.Kind.ShouldBe(DateTimeKind.Utc);
        snapshot.NodeSnapshots.ShouldHaveSingleItem().NodeGroupConfiguration.Slots.ShouldBe("0-8191");
        snapshot.SnapshotRetentionLimit.ShouldBeNull();
        response.Marker.ShouldBeNull();
        response.HttpStatusCode.ShouldBe(HttpStatusCode.OK);
        response.ResponseMetadata.RequestId.ShouldBe("req-1");
    }

    [Theory]
    [InlineData("SnapshotNotFoundFault", 404, typeof(SnapshotNotFoundException))]
    [InlineData("SnapshotQuotaExceededFault", 400, typeof(SnapshotQuotaExceededException))]
    [InlineData("InvalidSnapshotState", 400, typeof(InvalidSnapshotStateException))]
    [InlineData("InvalidParameterValue", 400, typeof(InvalidParameterValueException))]
    [InlineData("InvalidParameterCombination", 400, typeof(InvalidParameterCombinationException))]
    [InlineData("ReplicationGroupAlreadyExists", 400, typeof(ReplicationGroupAlreadyExistsException))]
    [InlineData("ReplicationGroupNotFoundFault", 404, typeof(ReplicationGroupNotFoundException))]
    [InlineData("InvalidReplicationGroupState", 400, typeof(InvalidReplicationGroupStateException))]
    [InlineData("InsufficientCacheClusterCapacity", 400, typeof(InsufficientCacheClusterCapacityException))]
    [InlineData("CacheSubnetGroupNotFoundFault", 400, typeof(CacheSubnetGroupNotFoundException))]
    [InlineData("CacheParameterGroupNotFound", 404, typeof(CacheParameterGroupNotFoundException))]
    [InlineData("TagQuotaPerResourceExceeded", 400, typeof(TagQuotaPerResourceExceededException))]
    [InlineData("AccessDenied", 403, typeof(AmazonElastiCacheException))]
    public async Task An_error_is_thrown_as_the_class_of_its_code(string code, int status, Type type)
    {
        using var endpoint = new QueryEndpointStub((status, Error(code)));
        using var client = Client(endpoint);
        var thrown = await Should.ThrowAsync<AmazonElastiCacheException>(() =>
            client.CopySnapshotAsync(new CopySnapshotRequest { SourceSnapshotName = "a", TargetSnapshotName = "b" }));
        thrown.GetType().ShouldBe(type);
        thrown.ErrorCode.ShouldBe(code);
        thrown.Message.ShouldBe("no such luck");
        ((int)thrown.StatusCode).ShouldBe(status);
        thrown.RequestId.ShouldBe("req-1");
        thrown.ErrorType.ShouldBe(ErrorType.Sender);
        endpoint.Forms.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Events_are_asked_for_by_time_and_told_with_theirs()
    {
        using var endpoint = new QueryEndpointStub((200, Answer("DescribeEvents",
            """
            <Events><Event>
              <SourceIdentifier>orders-001</SourceIdentifier><SourceType>cache-cluster</SourceType>
              <Message>Cache cluster created</Message><Date>2026-11-20T10:42:05.123Z</Date>
            </Event></Events>
            """)));
        using var client = Client(endpoint);
        var response = await client.DescribeEventsAsync(new DescribeEventsRequest
        {
            SourceType = SourceType.CacheCluster,
            SourceIdentifier = "orders-001",
            StartTime = new DateTime(2026, 11, 20, 10, 0, 0, DateTimeKind.Utc),
            Duration = 60,
        });
        endpoint.Forms.ShouldHaveSingleItem().ShouldBe(
            """
            Action=DescribeEvents
            Duration=60
            SourceIdentifier=orders-001
            SourceType=cache-cluster
            StartTime=2026-11-20T10:00:00Z
            Version=2015-02-02
            """);
        var item = response.Events.ShouldHaveSingleItem();
        (item.SourceIdentifier, item.SourceType, item.Message).ShouldBe(("orders-001", SourceType.CacheCluster, "Cache cluster created"));
        item.Date.ShouldBe(new DateTime(2026, 11, 20, 10, 42, 5, 123, DateTimeKind.Utc));
    }

    [Fact]
    public async Task Throttling_is_retried()
    {
        using var endpoint = new QueryEndpointStub(
            (400, Error("Throttling")), (200, Answer("DeleteSnapshot", "<Snapshot><SnapshotName>a</SnapshotName></Snapshot>")));
        using var client = Client(endpoint);
        (await client.DeleteSnapshotAsync(new DeleteSnapshotRequest { SnapshotName = "a" })).Snapshot.SnapshotName.ShouldBe("a");
        endpoint.Forms.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_paginator_follows_the_marker_to_the_last_page()
    {
        using var endpoint = new QueryEndpointStub(
            (200, Answer("DescribeSnapshots", $"<Marker>m1</Marker>{Snapshots("a")}")),
            (200, Answer("DescribeSnapshots", Snapshots("b"))));
        using var client = Client(endpoint);
        var names = new List<string>();
        await foreach (var snapshot in client.Paginators.DescribeSnapshots(new DescribeSnapshotsRequest()).Snapshots)
        {
            names.Add(snapshot.SnapshotName);
        }

        names.ShouldBe(["a", "b"]);
        endpoint.Forms[1].ShouldContain("Marker=m1");
    }

    private static AmazonElastiCacheClient Client(QueryEndpointStub endpoint) => new(
        "AKIDEXAMPLE", "secret", new AmazonElastiCacheConfig { ServiceURL = endpoint.Url, AuthenticationRegion = "eu-west-1" });

    private static string Snapshots(string name) => $"<Snapshots><Snapshot><SnapshotName>{name}</SnapshotName></Snapshot></Snapshots>";

    private static string Answer(string operation, string result) =>
        $"""
        <{operation}Response xmlns="{Namespace}">
          <{operation}Result>{result}</{operation}Result>
          <ResponseMetadata><RequestId>req-1</RequestId></ResponseMetadata>
        </{operation}Response>
        """;

    private static string Error(string code) =>
        $"""
        <ErrorResponse xmlns="{Namespace}">
          <Error><Type>Sender</Type><Code>{code}</Code><Message>no such luck</Message></Error>
          <RequestId>req-1</RequestId>
        </ErrorResponse>
        """;
}
