using CacheBackup.Core.Errors;
using CacheBackup.Core.Manifests;
using CacheBackup.Core.Verification;
using CacheBackup.Rdb;
using CacheBackup.UnitTests.Rdb;

namespace CacheBackup.UnitTests.Manifests;

/// <summary>Whether the files of a run are together the cache that the snapshot describes.</summary>
public class BackupJudgementTests
{
    [Fact]
    public void Totals_are_those_of_all_files()
    {
        var found = BackupJudgement.Judge([Report("0001"), Report("0002")], [Shard("0001", "0-8191"), Shard("0002", "8192-16383")], isClustered: true);

        found.Keys.ShouldBe(2);
        found.Bytes.ShouldBe(2 * Report("0001").Found.Bytes);
    }

    [Fact]
    public void Files_that_do_not_say_their_slots_are_said_to_be_not_checked_and_do_not_fail() =>
        BackupJudgement.Judge([Report("0001"), Report("0002")], [Shard("0001", "0-8191"), Shard("0002", "8192-16383")], isClustered: true)
            .Findings.ShouldHaveSingleItem().ShouldBe("Which slots the keys are of was not checked: no file tells it.");

    [Fact]
    public void Files_whose_slots_are_those_of_their_shards_are_one_cache()
    {
        var found = BackupJudgement.Judge(
            [Report("0001", 0, 8191), Report("0002", 9000)], [Shard("0001", "0-8191"), Shard("0002", "8192-16383")], isClustered: true);

        found.SlotsSeen.ShouldBe(["0", "8191", "9000"]);
        found.Findings.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("0-8190", "8192-16383", "no shard has slots 8191")]
    [InlineData("0-8191", "8191-16383", "has the slots 8191, as another shard has")]
    [InlineData("0-99, 200-8191", "100-199,8192-16383", "has keys of slots 150, which its shard does not serve")]
    public void A_slot_that_is_missing_twice_or_in_the_wrong_file_is_a_mismatch(string first, string second, string reason)
    {
        var error = Should.Throw<ShardSlotsMismatchException>(() => BackupJudgement.Judge(
            [Report("0001", 150), Report("0002")], [Shard("0001", first), Shard("0002", second)], isClustered: true));

        error.Message.ShouldContain(reason);
    }

    [Fact]
    public void Keys_of_one_slot_in_two_files_are_a_mismatch_even_where_the_description_is_not_known() =>
        Should.Throw<ShardSlotsMismatchException>(() => BackupJudgement.Judge(
                [Report("0001", 7), Report("0002", 7)], [Shard("a", null), Shard("b", null)], isClustered: true))
            .Message.ShouldContain("slots 7");

    [Theory]
    [InlineData("0001", "0003", "0-8191", "8192-16383")]
    [InlineData("0001", "0002", "0-8191", null)]
    [InlineData("0001", "0002", "0-8191", "some")]
    public void What_the_description_does_not_tell_file_by_file_is_not_checked(string first, string second, string? slots, string? others)
    {
        var found = BackupJudgement.Judge([Report("0001"), Report("0002")], [Shard(first, slots), Shard(second, others)], isClustered: true);

        found.Findings.ShouldContain(finding => finding.StartsWith("Which slots each shard serves was not checked"));
    }

    [Fact]
    public void Files_of_a_second_attempt_are_told_by_their_numbers_too()
    {
        var report = Report("0001") with { File = "attempt-2/shard-0001.rdb" };

        BackupJudgement.Judge([report], [Shard("0001", "0-16383")], isClustered: true)
            .Findings.ShouldNotContain(finding => finding.StartsWith("Which slots each shard serves"));
    }

    [Fact]
    public void Without_cluster_mode_there_are_no_slots_to_judge() =>
        BackupJudgement.Judge([Report("0001")], [Shard(null, null)], isClustered: false).Findings.ShouldBeEmpty();

    private static SnapshotShard Shard(string? id, string? slots) => new(id, null, slots, null, null, null, null);

    // One key, and what Redis 7.4 writes of each slot: its number, keys, and keys that expire.
    private static VerificationReport Report(string number, params int[] slots)
    {
        var file = new RdbBuilder().Select(0);
        foreach (var slot in slots)
        {
            file.Raw(0xF4).Size((ulong)slot).Size(1).Size(0);
        }

        var found = Verifying.Verify(file.String("k", number).End(), VerificationLevel.Deep);
        return new VerificationReport($"shard-{number}.rdb", "etag", null, null, found);
    }
}
