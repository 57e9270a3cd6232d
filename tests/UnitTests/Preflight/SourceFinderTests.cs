using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Requests;
using CacheBackup.Core.Sources;

namespace CacheBackup.UnitTests.Preflight;

/// <summary>Finding the source, and refusing before anything is created what cannot be backed up.</summary>
public sealed class SourceFinderTests : IDisposable
{
    private static readonly ExecutionArn Execution = ExecutionArn.Parse("arn:aws:states:eu-west-1:111122223333:execution:backup:nightly");
    private static readonly DateTimeOffset Now = new(2026, 11, 20, 3, 0, 0, TimeSpan.Zero);

    private readonly FakeElastiCache _elastiCache = new();

    public void Dispose() => _elastiCache.Dispose();

    [Fact]
    public async Task A_group_without_cluster_mode_is_described_whole_and_snapshotted_on_a_replica()
    {
        AddGroup("orders", replicas: 2);

        var source = await FindGroupAsync("Orders");

        source.ShouldSatisfyAllConditions(
            _ => source.Kind.ShouldBe(SourceKind.ReplicationGroup),
            _ => source.Id.ShouldBe("orders"),
            _ => source.Arn.ShouldBe("arn:aws:elasticache:eu-west-1:111122223333:replicationgroup:orders"),
            _ => (source.Region, source.AccountId).ShouldBe(("eu-west-1", "111122223333")),
            _ => (source.Engine, source.EngineVersion, source.NodeType).ShouldBe(("valkey", "8.0.1", "cache.r7g.large")),
            _ => (source.ClusterModeEnabled, source.Shards, source.ReplicasPerShard).ShouldBe((false, 1, 2)),
            _ => source.SnapshotNode.ShouldBe("orders-002"),
            _ => (source.ParameterGroup, source.SubnetGroup).ShouldBe(("custom-valkey8", "private")),
            _ => source.SecurityGroupIds.ShouldBe(["sg-1", "sg-2"]),
            _ => (source.TransitEncryption, source.AtRestEncryption).ShouldBe((true, true)),
            _ => source.KmsKeyId.ShouldBe("arn:aws:kms:eu-west-1:111122223333:key/1"),
            _ => source.UserGroupIds.ShouldBe(["apps"]),
            _ => (source.MultiAz, source.AutomaticFailover).ShouldBe((true, true)),
            _ => source.Tags.ShouldBe(new Dictionary<string, string> { ["team"] = "orders" }));
    }

    [Fact]
    public async Task A_group_of_one_node_is_snapshotted_on_its_primary()
    {
        AddGroup("orders", replicas: 0);

        (await FindGroupAsync("orders")).SnapshotNode.ShouldBe("orders-001");
    }

    [Fact]
    public async Task A_replica_that_is_not_available_is_passed_over()
    {
        AddGroup("orders", replicas: 2);
        _elastiCache.Clusters.Single(cluster => cluster.CacheClusterId == "orders-002").CacheClusterStatus = "rebooting cluster nodes";

        (await FindGroupAsync("orders")).SnapshotNode.ShouldBe("orders-003");
    }

    [Fact]
    public async Task The_primary_serves_when_no_replica_is_available()
    {
        AddGroup("orders", replicas: 1);
        _elastiCache.Clusters.Single(cluster => cluster.CacheClusterId == "orders-002").CacheClusterStatus = "creating";

        (await FindGroupAsync("orders")).SnapshotNode.ShouldBe("orders-001");
    }

    [Fact]
    public async Task A_group_with_cluster_mode_is_snapshotted_as_a_whole()
    {
        AddGroup("sessions", replicas: 1, shards: 3, clusterMode: true);

        var source = await FindGroupAsync("sessions");

        (source.ClusterModeEnabled, source.Shards, source.ReplicasPerShard, source.SnapshotNode).ShouldBe((true, 3, 1, null));
    }

    [Fact]
    public async Task A_single_cache_is_described_from_its_cluster()
    {
        _elastiCache.Clusters.Add(Cluster("single", groupId: null));

        var source = await FindClusterAsync("single");

        (source.Kind, source.Id, source.SnapshotNode, source.Shards).ShouldBe((SourceKind.CacheCluster, "single", "single", 1));
    }

    [Fact]
    public async Task A_cluster_that_is_one_node_of_a_group_tells_the_group_to_name()
    {
        AddGroup("orders", replicas: 1);

        (await Should.ThrowAsync<BackupSourceUnsupportedException>(FindClusterAsync("orders-001"))).Message.ShouldBe(
            "Cache cluster orders-001 is one node of replication group orders. "
            + "HINT: Name the whole group: Source.ReplicationGroupId = \"orders\".");
    }

    [Theory]
    [InlineData("group", "There is no replication group x in eu-west-1 of account 111122223333.")]
    [InlineData("cluster", "There is no cache cluster x in eu-west-1 of account 111122223333.")]
    [InlineData("snapshot", "There is no snapshot x in eu-west-1 of account 111122223333.")]
    public async Task What_is_not_there_is_missing(string kind, string message) =>
        (await Should.ThrowAsync<BackupSourceMissingException>(kind switch
        {
            "group" => FindGroupAsync("x"),
            "cluster" => FindClusterAsync("x"),
            _ => FindSnapshotAsync("x"),
        })).Message.ShouldStartWith(message);

    [Theory]
    [InlineData("snapshotting")]
    [InlineData("modifying")]
    [InlineData("creating")]
    [InlineData("deleting")]
    public async Task A_group_that_is_not_available_is_busy(string status)
    {
        AddGroup("orders", replicas: 1).Status = status;

        (await Should.ThrowAsync<BackupSourceBusyException>(FindGroupAsync("orders")))
            .Message.ShouldStartWith($"Replication group orders is {status}, ");
    }

    [Fact]
    public async Task A_cluster_that_is_not_available_is_busy()
    {
        _elastiCache.Clusters.Add(Cluster("single", groupId: null));
        _elastiCache.Clusters[0].CacheClusterStatus = "snapshotting";

        await Should.ThrowAsync<BackupSourceBusyException>(FindClusterAsync("single"));
    }

    [Theory]
    [InlineData("memcached", "cache.t4g.micro", null, "runs Memcached, which has no snapshots")]
    [InlineData("redis", "cache.t1.micro", null, "is a cache.t1.micro")]
    [InlineData("redis", "cache.m5.large", "arn:aws:outposts:eu-west-1:111122223333:outpost/op-1", "lies on an Outpost")]
    public async Task What_can_have_no_snapshot_is_unsupported_whatever_its_state(
        string engine, string nodeType, string? outpost, string problem)
    {
        var cluster = Cluster("single", groupId: null);
        (cluster.Engine, cluster.CacheNodeType, cluster.PreferredOutpostArn) = (engine, nodeType, outpost);
        cluster.CacheClusterStatus = "modifying";
        _elastiCache.Clusters.Add(cluster);

        (await Should.ThrowAsync<BackupSourceUnsupportedException>(FindClusterAsync("single"))).Message.ShouldContain(problem);
    }

    [Fact]
    public async Task A_group_on_an_Outpost_is_unsupported()
    {
        AddGroup("orders", replicas: 1).MemberClustersOutpostArns = ["arn:aws:outposts:eu-west-1:111122223333:outpost/op-1"];

        await Should.ThrowAsync<BackupSourceUnsupportedException>(FindGroupAsync("orders"));
    }

    [Theory]
    [InlineData("enabled", "cache.r7g.large")]
    [InlineData("disabled", "cache.r6gd.xlarge")]
    public async Task Data_tiering_can_be_snapshotted_but_not_exported(string dataTiering, string nodeType)
    {
        var group = AddGroup("orders", replicas: 1);
        (group.DataTiering, group.CacheNodeType) = (new DataTieringStatus(dataTiering), nodeType);

        (await Should.ThrowAsync<SnapshotNotExportableException>(FindGroupAsync("orders")))
            .Message.ShouldContain($"uses data tiering ({nodeType})");
    }

    [Fact]
    public async Task Twenty_snapshots_of_the_node_in_a_day_spend_its_quota()
    {
        AddGroup("orders", replicas: 1);
        AddSnapshots(19, "orders-002", Now.AddHours(-23));
        await FindGroupAsync("orders");

        AddSnapshots(1, "orders-002", Now.AddHours(-1));

        (await Should.ThrowAsync<SnapshotQuotaSpentException>(FindGroupAsync("orders"))).Message
            .ShouldStartWith("orders-002 has had 20 manual snapshots in the last 24 hours; ElastiCache allows 20.");
    }

    [Fact]
    public async Task All_pages_of_snapshots_are_counted()
    {
        AddGroup("orders", replicas: 1);
        AddSnapshots(21, "orders-002", Now.AddHours(-1));
        _elastiCache.PageSize = 8;

        (await Should.ThrowAsync<SnapshotQuotaSpentException>(FindGroupAsync("orders"))).Message.ShouldContain("21 manual snapshots");
    }

    [Fact]
    public async Task Older_automatic_and_other_nodes_snapshots_use_none_of_the_quota()
    {
        AddGroup("orders", replicas: 1);
        AddSnapshots(20, "orders-002", Now.AddHours(-24));
        AddSnapshots(20, "orders-001", Now.AddHours(-1));
        AddSnapshots(20, "orders-002", Now.AddHours(-1), source: "automated");

        (await FindGroupAsync("orders")).SnapshotNode.ShouldBe("orders-002");
    }

    [Fact]
    public async Task A_snapshot_that_is_being_created_has_no_time_yet_and_counts()
    {
        AddGroup("orders", replicas: 1);
        AddSnapshots(20, "orders-002", null);

        await Should.ThrowAsync<SnapshotQuotaSpentException>(FindGroupAsync("orders"));
    }

    [Fact]
    public async Task A_snapshot_of_a_cache_that_is_gone_tells_all_it_can()
    {
        _elastiCache.Snapshots.Add(SnapshotOf("automatic.orders-2026-11-19-03-00"));

        var source = await FindSnapshotAsync("automatic.orders-2026-11-19-03-00");

        source.ShouldSatisfyAllConditions(
            _ => (source.Kind, source.Id, source.Arn).ShouldBe((SourceKind.ReplicationGroup, "orders", null)),
            _ => (source.Region, source.AccountId).ShouldBe(("eu-west-1", "111122223333")),
            _ => (source.Engine, source.EngineVersion, source.NodeType).ShouldBe(("redis", "7.1.0", "cache.r6g.large")),
            _ => (source.ClusterModeEnabled, source.Shards, source.ReplicasPerShard).ShouldBe((true, 2, 1)),
            _ => source.Tags.ShouldBeEmpty());
    }

    [Fact]
    public async Task A_snapshot_of_a_live_cache_has_the_shape_of_then_and_the_settings_of_now()
    {
        AddGroup("orders", replicas: 1, shards: 3, clusterMode: true);
        _elastiCache.Snapshots.Add(SnapshotOf("orders-monday"));

        var source = await FindSnapshotAsync("Orders-Monday");

        (source.Engine, source.EngineVersion, source.NodeType, source.Shards).ShouldBe(("redis", "7.1.0", "cache.r6g.large", 2));
        source.Arn.ShouldBe("arn:aws:elasticache:eu-west-1:111122223333:replicationgroup:orders");
        source.SecurityGroupIds.ShouldBe(["sg-1", "sg-2"]);
        source.Tags["team"].ShouldBe("orders");
        source.SnapshotNode.ShouldBeNull();
    }

    [Fact]
    public async Task A_snapshot_is_backed_up_while_its_cache_changes_though_without_the_tags_it_then_keeps_to_itself()
    {
        AddGroup("orders", replicas: 1, shards: 2, clusterMode: true).Status = "snapshotting";
        _elastiCache.Snapshots.Add(SnapshotOf("orders-monday"));

        var source = await FindSnapshotAsync("orders-monday");

        (source.Arn, source.SecurityGroupIds[0]).ShouldBe(("arn:aws:elasticache:eu-west-1:111122223333:replicationgroup:orders", "sg-1"));
        source.Tags.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_snapshot_of_one_node_leads_to_its_group()
    {
        AddGroup("orders", replicas: 1);
        var snapshot = SnapshotOf("orders-monday");
        (snapshot.ReplicationGroupId, snapshot.CacheClusterId, snapshot.NumNodeGroups) = (null, "orders-002", null);
        snapshot.NodeSnapshots = [new NodeSnapshot { CacheClusterId = "orders-002", SnapshotCreateTime = Now.UtcDateTime }];
        _elastiCache.Snapshots.Add(snapshot);

        var source = await FindSnapshotAsync("orders-monday");

        (source.Kind, source.Id, source.ClusterModeEnabled, source.Shards).ShouldBe((SourceKind.ReplicationGroup, "orders", false, 1));
    }

    [Theory]
    [InlineData("failed", typeof(SnapshotCreationFailedException))]
    [InlineData("deleting", typeof(BackupSourceBusyException))]
    public async Task A_snapshot_that_will_never_be_available_is_refused(string status, Type error)
    {
        var snapshot = SnapshotOf("orders-monday");
        snapshot.SnapshotStatus = status;
        _elastiCache.Snapshots.Add(snapshot);

        (await Should.ThrowAsync<PermanentException>(FindSnapshotAsync("orders-monday"))).ShouldBeOfType(error);
    }

    [Theory]
    [InlineData("creating")]
    [InlineData("exporting")]
    [InlineData("something-new")]
    public async Task A_snapshot_that_is_still_worked_on_is_waited_for_later(string status)
    {
        var snapshot = SnapshotOf("orders-monday");
        snapshot.SnapshotStatus = status;
        _elastiCache.Snapshots.Add(snapshot);

        (await FindSnapshotAsync("orders-monday")).Id.ShouldBe("orders");
    }

    [Fact]
    public async Task A_snapshot_with_data_tiering_cannot_be_exported()
    {
        var snapshot = SnapshotOf("orders-monday");
        snapshot.DataTiering = DataTieringStatus.Enabled;
        _elastiCache.Snapshots.Add(snapshot);

        await Should.ThrowAsync<SnapshotNotExportableException>(FindSnapshotAsync("orders-monday"));
    }

    [Fact]
    public async Task An_answer_nobody_expects_is_told_with_its_code()
    {
        AddGroup("orders", replicas: 0);
        _elastiCache.Failure = new AmazonElastiCacheException(
            "odd", null, Amazon.Runtime.ErrorType.Sender, "OddFault", "R-1", System.Net.HttpStatusCode.BadRequest);

        (await Should.ThrowAsync<UnexpectedServiceAnswerException>(FindGroupAsync("orders"))).Message
            .ShouldContain("elasticache:DescribeReplicationGroups on orders was answered with OddFault (400), odd");
    }

    private ReplicationGroup AddGroup(string id, int replicas, int shards = 1, bool clusterMode = false)
    {
        var group = new ReplicationGroup
        {
            ReplicationGroupId = id,
            ARN = $"arn:aws:elasticache:eu-west-1:111122223333:replicationgroup:{id}",
            Status = "available",
            ClusterEnabled = clusterMode,
            CacheNodeType = "cache.r7g.large",
            NodeGroups = [.. Enumerable.Range(1, shards).Select(shard => Shard(id, shard, replicas, clusterMode))],
            TransitEncryptionEnabled = true,
            AtRestEncryptionEnabled = true,
            KmsKeyId = "arn:aws:kms:eu-west-1:111122223333:key/1",
            UserGroupIds = ["apps"],
            MultiAZ = MultiAZStatus.Enabled,
            AutomaticFailover = AutomaticFailoverStatus.Enabled,
            DataTiering = DataTieringStatus.Disabled,
        };
        group.MemberClusters = [.. group.NodeGroups.SelectMany(shard => shard.NodeGroupMembers).Select(node => node.CacheClusterId)];
        _elastiCache.Groups.Add(group);
        _elastiCache.Clusters.AddRange(group.MemberClusters.Select(node => Cluster(node, id)));
        return group;
    }

    private static NodeGroup Shard(string id, int shard, int replicas, bool clusterMode) => new()
    {
        NodeGroupId = $"{shard:D4}",
        NodeGroupMembers =
        [
            .. Enumerable.Range(1, replicas + 1).Select(node => new NodeGroupMember
            {
                CacheClusterId = clusterMode ? $"{id}-{shard:D4}-{node:D3}" : $"{id}-{node:D3}",
                // With cluster mode ElastiCache does not tell the roles.
                CurrentRole = clusterMode ? null : node == 1 ? "primary" : "replica",
            }),
        ],
    };

    private static CacheCluster Cluster(string id, string? groupId) => new()
    {
        CacheClusterId = id,
        ReplicationGroupId = groupId,
        ARN = $"arn:aws:elasticache:eu-west-1:111122223333:cluster:{id}",
        CacheClusterStatus = "available",
        Engine = "valkey",
        EngineVersion = "8.0.1",
        CacheNodeType = "cache.r7g.large",
        CacheParameterGroup = new CacheParameterGroupStatus { CacheParameterGroupName = "custom-valkey8" },
        CacheSubnetGroupName = "private",
        SecurityGroups = [new() { SecurityGroupId = "sg-1" }, new() { SecurityGroupId = "sg-2" }],
    };

    private static Snapshot SnapshotOf(string name) => new()
    {
        SnapshotName = name,
        SnapshotStatus = "available",
        SnapshotSource = "automated",
        ARN = $"arn:aws:elasticache:eu-west-1:111122223333:snapshot:{name}",
        ReplicationGroupId = "orders",
        Engine = "redis",
        EngineVersion = "7.1.0",
        CacheNodeType = "cache.r6g.large",
        NumNodeGroups = 2,
        NodeSnapshots =
        [
            new() { NodeGroupId = "0001", NodeGroupConfiguration = new() { Slots = "0-8191", ReplicaCount = 1 } },
            new() { NodeGroupId = "0002", NodeGroupConfiguration = new() { Slots = "8192-16383", ReplicaCount = 1 } },
        ],
    };

    private void AddSnapshots(int count, string node, DateTimeOffset? takenAt, string source = "manual") =>
        _elastiCache.Snapshots.AddRange(Enumerable.Range(1, count).Select(number => new Snapshot
        {
            SnapshotName = $"{node}-{_elastiCache.Snapshots.Count + number}",
            CacheClusterId = node,
            SnapshotSource = source,
            NodeSnapshots = [new NodeSnapshot { SnapshotCreateTime = takenAt?.UtcDateTime }],
        }));

    private Task<SourceCache> FindGroupAsync(string id) => FindAsync(new BackupSource(ReplicationGroupId: id));

    private Task<SourceCache> FindClusterAsync(string id) => FindAsync(new BackupSource(CacheClusterId: id));

    private Task<SourceCache> FindSnapshotAsync(string name) => FindAsync(new BackupSource(SnapshotName: name));

    private Task<SourceCache> FindAsync(BackupSource source) =>
        new SourceFinder(_elastiCache).FindAsync(source, Execution, Now, CancellationToken.None);
}
