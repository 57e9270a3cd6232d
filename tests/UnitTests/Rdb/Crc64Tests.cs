using CacheBackup.Rdb;

namespace CacheBackup.UnitTests.Rdb;

public class Crc64Tests
{
    // Published with the polynomial.
    private const ulong Check = 0xE9C6D914C4B8D9CA;

    [Fact]
    public void The_check_value_is_the_published_one()
    {
        Crc64.Append(0, "123456789"u8).ShouldBe(Check);
        Crc64Table.Append(0, "123456789"u8).ShouldBe(Check);
        BitByBit(0, "123456789"u8).ShouldBe(Check);
    }

    [Fact]
    public void Table_and_definition_agree_at_every_length_and_alignment()
    {
        var bytes = Bytes(700);
        for (var start = 0; start < 17; start++)
        {
            for (var length = 0; length < 300; length++)
            {
                var part = bytes.AsSpan(start, length);
                Crc64Table.Append((ulong)start, part).ShouldBe(BitByBit((ulong)start, part));
                Crc64.Append((ulong)start, part).ShouldBe(BitByBit((ulong)start, part));
            }
        }
    }

    [Fact]
    public void The_processors_folding_agrees_with_the_table()
    {
        if (Crc64Folding.X64.IsSupported)
        {
            Agrees<Crc64Folding.X64>();
        }

        if (Crc64Folding.Arm64.IsSupported)
        {
            Agrees<Crc64Folding.Arm64>();
        }
    }

    [Fact]
    public void Folding_in_wide_vectors_agrees_with_the_table()
    {
        if (Crc64WideFolding.IsSupported)
        {
            Agrees(Crc64WideFolding.BlockBytes, Crc64WideFolding.Append);
        }
    }

    // Proves the constants and the order of folding where the processor has no instruction for it.
    [Fact]
    public void Folding_in_software_agrees_with_the_table() => Agrees<SoftwareFold>();

    [Fact]
    public void Ranges_checksummed_apart_combine_to_the_whole()
    {
        var bytes = Bytes(5000);
        var whole = Crc64.Append(0, bytes);
        foreach (var cut in new[] { 0, 1, 7, 128, 2500, 4999, 5000 })
        {
            var first = Crc64.Append(0, bytes.AsSpan(0, cut));
            var second = Crc64.Append(0, bytes.AsSpan(cut));
            Crc64.Combine(first, second, 5000 - cut).ShouldBe(whole, $"cut at {cut}");
        }
    }

    [Fact]
    public void A_checksum_goes_on_where_it_stopped()
    {
        var bytes = Bytes(4096);
        var crc = Crc64.Append(Crc64.Append(Crc64.Append(0, bytes.AsSpan(0, 1)), bytes.AsSpan(1, 1999)), bytes.AsSpan(2000));

        crc.ShouldBe(Crc64.Append(0, bytes));
    }

    private static void Agrees<TFold>()
        where TFold : Crc64Folding.IFold => Agrees(Crc64Folding.BlockBytes, Crc64Folding.Append<TFold>);

    private static void Agrees(int shortest, Func<ulong, ReadOnlySpan<byte>, ulong> append)
    {
        var bytes = Bytes(3000);
        for (var length = shortest; length < 1200; length++)
        {
            var crc = (ulong)length * 0x9E3779B97F4A7C15;
            var part = bytes.AsSpan(length % 31, length);
            append(crc, part).ShouldBe(Crc64Table.Append(crc, part));
        }
    }

    private static byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        new Random(64).NextBytes(bytes);
        return bytes;
    }

    private static ulong BitByBit(ulong crc, ReadOnlySpan<byte> bytes)
    {
        foreach (var next in bytes)
        {
            crc ^= next;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) == 0 ? 0 : 0x95AC9329AC4BC9B5);
            }
        }

        return crc;
    }
}
