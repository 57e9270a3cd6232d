using CacheBackup.Core.Drills;
using CacheBackup.Core.Errors;

namespace CacheBackup.UnitTests.Drills;

public sealed class DrillJudgementTests
{
    private static readonly DrilledCache Restored = new("orders", "1", DrillVerdict.KeysCompared, "Every key is there.", 600, 1, 1, [], "s3://b/r");

    [Fact]
    public void Every_backup_restored_and_every_cache_deleted_is_a_passed_drill() =>
        Judge([Restored, Restored]).ShouldBe("2 of 2 backups restored, all caches deleted; every key is there.");

    [Fact]
    public void Keys_that_nobody_has_counted_are_no_failure_and_are_told() =>
        Judge([Restored, Restored with { Verdict = DrillVerdict.KeysNotCompared }]).ShouldEndWith("keys were not counted of 1.");

    [Fact]
    public void One_backup_that_does_not_restore_fails_the_drill() =>
        Should.Throw<DrillFailedException>(() => Judge([Restored, Failed("sessions")]))
            .Message.ShouldStartWith("1 of 2 caches could not be restored from their newest backup. Not restored: sessions: SeedFileChangedException: gone.");

    [Fact]
    public void A_cache_with_the_tag_and_without_a_backup_fails_the_drill() =>
        Should.Throw<DrillFailedException>(() => DrillJudgement.Judge(1, [Restored], [new UndrilledCache("carts", "There is no manifest.")], []))
            .Message.ShouldContain("carts: There is no manifest.");

    [Fact]
    public void A_drill_nobody_can_read_of_later_has_failed() =>
        Should.Throw<DrillFailedException>(() => Judge([Restored with { Record = null, Finding = "the result was not recorded" }]))
            .Message.ShouldContain("orders: the result was not recorded");

    [Fact]
    public void What_is_left_weighs_more_than_what_was_not_restored_and_both_are_told()
    {
        var left = Restored with { Left = ["replication group drill-1: denied"] };

        var message = Should.Throw<DrillNotCleanedUpException>(() => Judge([left, Failed("sessions")])).Message;

        message.ShouldStartWith("The drill has left what it made: orders: replication group drill-1: denied. Not restored: sessions: ");
        message.ShouldContain("HINT: Delete it by hand");
    }

    [Fact]
    public void What_an_earlier_drill_has_left_is_told_by_every_later_one() =>
        Should.Throw<DrillNotCleanedUpException>(() => DrillJudgement.Judge(1, [Restored], [], ["drill-20261101t060000z-0123abcd"]))
            .Message.ShouldContain("drill-20261101t060000z-0123abcd: an earlier drill has made it");

    [Fact]
    public void A_drill_that_ended_without_a_result_may_have_left_something() =>
        Should.Throw<DrillNotCleanedUpException>(() => DrillJudgement.Judge(3, [Restored], [], []))
            .Message.ShouldContain("2 of 3 drills ended without a result");

    [Fact]
    public void Of_many_failures_some_are_told_and_the_others_counted()
    {
        var message = Should.Throw<DrillFailedException>(() => Judge([.. Enumerable.Range(1, 50).Select(number => Failed($"cache-{number}"))])).Message;

        message.ShouldContain("cache-10: ");
        message.ShouldNotContain("cache-11: ");
        message.ShouldContain("and 40 more");
    }

    private static string Judge(IReadOnlyList<DrilledCache> drilled) => DrillJudgement.Judge(drilled.Count, drilled, [], []);

    private static DrilledCache Failed(string cache) =>
        Restored with { CacheId = cache, Verdict = DrillVerdict.Failed, Finding = "SeedFileChangedException: gone." };
}
