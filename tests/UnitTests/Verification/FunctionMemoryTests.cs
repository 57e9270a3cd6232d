using CacheBackup.Core.Verification;

namespace CacheBackup.UnitTests.Verification;

public class FunctionMemoryTests
{
    private const long MiB = 1024 * 1024;
    private const int BytesPerKey = 16;

    [Theory]
    [InlineData(512, 8, 8)]
    [InlineData(1769, 8, 16)]
    [InlineData(10_240, 8, 16)]
    [InlineData(128, 2, 8)]
    public void A_large_file_is_read_by_parts_that_take_an_eighth_of_the_memory_at_most(int megabytes, int partMiB, int reads)
    {
        var window = new FunctionMemory(megabytes).WindowFor(600_000 * MiB);

        window.ShouldBe(new ReadWindow((int)(partMiB * MiB), reads));
        ((long)window.PartBytes * window.Reads).ShouldBeLessThanOrEqualTo(megabytes * MiB / 8);
    }

    [Theory]
    [InlineData(0, 256 * 1024, 1)]
    [InlineData(100, 256 * 1024, 1)]
    [InlineData(3 * MiB, 3 * (int)MiB, 2)]
    [InlineData(20 * MiB, 8 * (int)MiB, 3)]
    public void A_small_file_takes_no_more_than_it_needs(long fileBytes, int partBytes, int reads) =>
        new FunctionMemory(1769).WindowFor(fileBytes).ShouldBe(new ReadWindow(partBytes, reads));

    [Theory]
    [InlineData(1769, 37_000_000)]
    [InlineData(10_240, 130_000_000)]
    public void Keys_and_the_copy_of_them_in_a_checkpoint_stay_within_three_quarters(int megabytes, long keys)
    {
        var memory = new FunctionMemory(megabytes);

        (memory.MostKeyBytes / BytesPerKey).ShouldBeInRange(keys, keys + 1_000_000);
        (2 * memory.MostKeyBytes).ShouldBeLessThan(megabytes * MiB * 3 / 4);
    }
}
