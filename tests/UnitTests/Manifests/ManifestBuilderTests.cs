using Amazon.ElastiCache.Model;
using CacheBackup.Core.Manifests;

namespace CacheBackup.UnitTests.Manifests;

public class ManifestBuilderTests
{
    [Fact]
    public void Shards_are_in_the_order_of_their_node_groups_with_their_slots()
    {
        ManifestSamples.Manifest().Snapshot.Shards.Select(shard => (shard.NodeGroupId, shard.Slots))
            .ShouldBe([("0001", "0-8191"), ("0002", "8192-16383")]);
    }

    [Fact]
    public void The_snapshot_is_as_old_as_its_last_shard()
    {
        var timings = ManifestSamples.Manifest().Timings;

        timings.SnapshotCreatedAt.ShouldBe(ManifestSamples.Started.AddMinutes(7));
        timings.ExportedAt.ShouldBe(ManifestSamples.Started.AddMinutes(20));
        timings.CopiedAt.ShouldBe(ManifestSamples.Started.AddMinutes(25));
    }

    [Fact]
    public void A_snapshot_of_one_node_has_one_shard_without_slots()
    {
        var snapshot = ManifestSamples.Snapshot();
        snapshot.NodeSnapshots = [new NodeSnapshot { CacheClusterId = "sessions-002", CacheSize = "1 MB" }];

        var manifest = ManifestSamples.Manifest(snapshot);

        manifest.Snapshot.Shards.ShouldBe([new SnapshotShard(null, "sessions-002", null, null, null, "1 MB", null)]);
        manifest.Timings.SnapshotCreatedAt.ShouldBeNull();
    }

    [Fact]
    public void The_tool_says_its_name_and_version()
    {
        ManifestSamples.Manifest().Tool.ShouldMatch(@"^cache-backup \d+\.\d+\.\d+$");
    }
}
