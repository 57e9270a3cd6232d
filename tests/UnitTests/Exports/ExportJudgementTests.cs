using CacheBackup.Core.Errors;
using CacheBackup.Core.Exports;
using CacheBackup.Core.Objects;

namespace CacheBackup.UnitTests.Exports;

public class ExportJudgementTests
{
    private static readonly StartedExport Export = new("p/c/b/shard", Shards: 3, Attempt: 1);

    [Fact]
    public void Every_file_there_and_seen_twice_the_same_is_complete()
    {
        var files = Files(1, 2, 3);

        Judge(available: true, files, ExportJudgement.Remember(true, files)).ShouldBe(ExportOutcome.Complete);
    }

    [Fact]
    public void The_first_of_both_looks_may_have_been_while_the_snapshot_was_exporting()
    {
        var files = Files(1, 2, 3);

        Judge(available: true, files, ExportJudgement.Remember(false, files)).ShouldBe(ExportOutcome.Complete);
    }

    [Fact]
    public void Files_seen_for_the_first_time_are_looked_at_once_more()
    {
        Judge(available: true, Files(1, 2, 3), remembered: null).ShouldBe(ExportOutcome.InProgress);
    }

    [Fact]
    public void A_file_that_was_rewritten_between_two_looks_is_looked_at_once_more()
    {
        var rewritten = new ExportListing(Export, [File(1), File(2), File(3) with { ETag = "other" }]);

        Judge(available: true, rewritten, ExportJudgement.Remember(true, Files(1, 2, 3))).ShouldBe(ExportOutcome.InProgress);
    }

    [Fact]
    public void Every_file_there_proves_nothing_while_the_snapshot_is_exporting()
    {
        var files = Files(1, 2, 3);

        Judge(available: false, files, ExportJudgement.Remember(false, files)).ShouldBe(ExportOutcome.InProgress);
    }

    [Fact]
    public void An_available_snapshot_proves_nothing_while_a_file_is_missing()
    {
        Judge(available: true, Files(1, 3), remembered: null).ShouldBe(ExportOutcome.InProgress);
    }

    [Fact]
    public void A_file_missing_twice_in_a_row_under_an_available_snapshot_is_exported_again()
    {
        var files = Files(1, 3);

        Judge(available: true, files, ExportJudgement.Remember(true, files)).ShouldBe(ExportOutcome.ExportAgain);
    }

    [Fact]
    public void A_file_missing_while_the_snapshot_was_still_exporting_does_not_count_as_the_first_time()
    {
        var files = Files(1, 3);

        Judge(available: true, files, ExportJudgement.Remember(false, files)).ShouldBe(ExportOutcome.InProgress);
    }

    [Fact]
    public void After_the_last_attempt_the_missing_files_are_named()
    {
        var export = new StartedExport("p/c/b/attempt-2/shard", 3, Attempt: 2);
        var files = new ExportListing(export, [File(2, "p/c/b/attempt-2/shard")]);

        var error = Should.Throw<ExportIncompleteException>(
            () => ExportJudgement.Judge(export, true, files, ExportJudgement.Remember(true, files)));

        error.Message.ShouldStartWith("The export ended with 1 of 3 files in attempt 2 of 2; not there: ");
        error.Message.ShouldContain("p/c/b/attempt-2/shard-0001.rdb, p/c/b/attempt-2/shard-0003.rdb. HINT: ");
    }

    [Fact]
    public void A_long_list_of_missing_files_is_cut()
    {
        var export = new StartedExport("s", 500, Attempt: 2);
        var none = new ExportListing(export, []);

        var error = Should.Throw<ExportIncompleteException>(
            () => ExportJudgement.Judge(export, true, none, ExportJudgement.Remember(true, none)));

        error.Message.ShouldContain("s-0010.rdb and 490 more");
    }

    [Fact]
    public void More_files_than_shards_are_not_all_of_this_export()
    {
        Should.Throw<ExportTargetTakenException>(() => Judge(available: true, Files(1, 2, 3, 4), remembered: null))
            .Message.ShouldContain("4 files p/c/b/shard-*.rdb and the snapshot has 3 shards");
    }

    private static ExportOutcome Judge(bool available, ExportListing listing, string? remembered) =>
        ExportJudgement.Judge(Export, available, listing, remembered);

    private static ExportListing Files(params int[] numbers) => new(Export, numbers.Select(number => File(number)));

    private static ListedObject File(int number, string target = "p/c/b/shard") =>
        new($"{target}-{number:D4}.rdb", 1000 + number, $"etag{number}");
}
