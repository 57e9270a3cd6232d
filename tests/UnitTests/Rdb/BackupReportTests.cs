using CacheBackup.Rdb;

namespace CacheBackup.UnitTests.Rdb;

public class BackupReportTests
{
    private static readonly SlotRange[] LowerHalf = [new(0, 8191)];
    private static readonly SlotRange[] UpperHalf = [new(8192, 16383)];

    [Fact]
    public void Two_shards_with_every_slot_once_are_a_backup()
    {
        var backup = BackupReport.Of([Shard("1", 100, LowerHalf), Shard("2", 9000, UpperHalf)]);

        backup.Findings.ShouldBeEmpty();
        (backup.Keys, backup.SlotsSeen.Count).ShouldBe((2, 2));
    }

    [Fact]
    public void A_missing_shard_is_named_by_its_slots()
    {
        var backup = BackupReport.Of([Shard("1", 100, LowerHalf)]);

        Refusal(backup).ShouldContain("no shard has slots 8192-16383");
    }

    [Fact]
    public void Slots_of_two_shards_are_named()
    {
        var backup = BackupReport.Of([Shard("1", 100, [new(0, 9000)]), Shard("2", 9001, UpperHalf)]);

        Refusal(backup).ShouldContain("slots 8192-9000");
    }

    [Fact]
    public void Keys_of_one_slot_in_two_files_are_found_without_a_description_of_the_cache()
    {
        var backup = BackupReport.Of([Shard("1", 100, null), Shard("2", 100, null)]);

        Refusal(backup).ShouldContain("slots 100");
    }

    [Fact]
    public void A_key_that_its_shard_does_not_serve_is_found()
    {
        var backup = BackupReport.Of([Shard("1", 9000, LowerHalf), Shard("2", 9001, UpperHalf)]);

        Refusal(backup).ShouldContain("1 has keys of slots 9000");
    }

    [Fact]
    public void Several_shards_do_not_seed_a_cache_without_cluster_mode()
    {
        var backup = BackupReport.Of([Shard("1", 100, LowerHalf), Shard("2", 9000, UpperHalf)]);
        RdbTarget.TryParse("valkey:8.1", out var target).ShouldBeTrue();

        backup.Judge(target with { ClusterMode = false }).IsRestorable.ShouldBeFalse();
        backup.Judge(target with { ClusterMode = true }).IsRestorable.ShouldBeTrue();
    }

    private static string Refusal(BackupReport backup) =>
        backup.Findings.Single(finding => finding.Effect == TargetEffect.Refuses).Reason;

    private static ShardReport Shard(string file, int slot, SlotRange[]? slots) => new(
        file, Verifying.Verify(new RdbBuilder().Raw(0xFA).Text("slot-info").Text($"{slot},1,0").String($"k{file}", "v").End()), slots);
}
