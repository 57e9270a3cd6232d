using CacheBackup.Core.Copies;
using CacheBackup.Core.Objects;

namespace CacheBackup.UnitTests.Copies;

public sealed class CopyPlanTests
{
    private const long GB = 1_000_000_000;
    private const long MiB = 1 << 20;
    private static readonly CopyTuning Tuning = new();

    [Theory]
    [InlineData(1)]
    [InlineData(5 * MiB)]
    [InlineData(64 * MiB)]
    [InlineData((64 * MiB) + 1)]
    [InlineData(5 * 1024 * MiB)]
    [InlineData(600 * GB)]
    [InlineData(1_340_000_000_000)]
    [InlineData(40_000 * GB)]
    [InlineData(CopyPlan.MostBytes - 1)]
    [InlineData(CopyPlan.MostBytes)]
    public void Every_plan_keeps_the_limits_of_S3_and_covers_the_file_without_gap_or_overlap(long bytes)
    {
        var plan = CopyPlan.Of(bytes, Tuning);

        plan.Parts.ShouldBeInRange(1, CopyPlan.MostParts);
        plan.PartBytes.ShouldBeInRange(CopyPlan.LeastPartBytes, CopyPlan.MostPartBytes);
        var parts = Enumerable.Range(1, plan.Parts).Select(plan.Part).ToList();
        parts[0].First.ShouldBe(0);
        parts[^1].Last.ShouldBe(bytes - 1);
        parts.Zip(parts.Skip(1)).ShouldAllBe(pair => pair.First.Last + 1 == pair.Second.First);
        parts.Sum(part => part.Bytes).ShouldBe(bytes);
        parts.SkipLast(1).ShouldAllBe(part => part.Bytes == plan.PartBytes);
    }

    [Theory]
    [InlineData(1 * GB, 16 * MiB)]
    [InlineData(20 * GB, 20 * GB / (2 * 512))]
    [InlineData(600 * GB, 128 * MiB)]
    [InlineData(2000 * GB, 201 * MiB)]
    [InlineData(50_000 * GB, 5020 * MiB)]
    public void Parts_are_two_a_stream_within_bounds_and_10_000_at_most(long bytes, long partBytes)
    {
        CopyPlan.Of(bytes, Tuning).PartBytes.ShouldBe(partBytes);
        CopyPlan.Of(bytes, Tuning).Parts.ShouldBeLessThanOrEqualTo(10_000);
    }

    [Theory]
    [InlineData(100 * MiB, 13, 8 * MiB, true)]
    [InlineData(100 * MiB, 12, 8 * MiB, false)]
    [InlineData(100 * MiB, 14, 8 * MiB, false)]
    [InlineData(100 * MiB, 1, 100 * MiB, true)]
    [InlineData(10_000 * MiB, 5, 2000 * MiB, false)]
    [InlineData(100 * MiB, 25, 4 * MiB, false)]
    public void A_file_is_cut_as_its_source_where_that_has_parts_of_one_size_that_can_be_copied(
        long bytes, int count, long firstBytes, bool isMirrored) =>
        (CopyPlan.Mirroring(bytes, new SourceParts(count, firstBytes)) is not null).ShouldBe(isMirrored);

    [Fact]
    public void Slices_are_neighbouring_parts_of_equal_work_and_hold_what_is_missing_only()
    {
        var plan = new CopyPlan(100 * MiB, 5 * MiB);
        var there = Enumerable.Range(1, 6).Select(number => new CopiedPart(number, "etag", 5 * MiB, null));

        var ledger = PartLedger.Of(plan, 1, plan.Parts, there);

        (ledger.Missing.Count, ledger.MissingBytes).ShouldBe((14, 70 * MiB));
        ledger.Slices("upload", 30 * MiB).Select(slice => (slice.FirstPart, slice.LastPart)).ShouldBe([(7, 11), (12, 16), (17, 20)]);
    }

    [Fact]
    public void A_part_of_another_size_was_cut_by_another_plan_and_is_missing()
    {
        var plan = new CopyPlan(12 * MiB, 5 * MiB);
        CopiedPart[] there = [new(1, "etag", 6 * MiB, null), new(2, "etag", 5 * MiB, null), new(3, "etag", 2 * MiB, null)];

        PartLedger.Of(plan, 1, plan.Parts, there).Missing.ShouldBe([new PartRange(1, 0, (5 * MiB) - 1)]);
    }
}
