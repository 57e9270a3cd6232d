using System.Text;
using CacheBackup.LocalAws.S3.Checksums;

namespace CacheBackup.LocalTests.S3;

/// <summary>The CRCs against published check values and a bit by bit computation.</summary>
public sealed class CrcTests
{
    private const string Check = "123456789";

    public static TheoryData<string, ulong, int> Algorithms => new()
    {
        { "CRC32", 0xEDB88320, 32 },
        { "CRC32C", 0x82F63B78, 32 },
        { "CRC64NVME", 0x9A6C9329AC4BC9B5, 64 },
    };

    [Theory]
    [InlineData("CRC32", 0xCBF43926)]
    [InlineData("CRC32C", 0xE3069283)]
    [InlineData("CRC64NVME", 0xAE8B14860A799888)]
    public void The_check_value_is_the_published_one(string algorithm, ulong expected) =>
        Of(algorithm).Append(0, Encoding.ASCII.GetBytes(Check)).ShouldBe(expected);

    [Theory]
    [MemberData(nameof(Algorithms))]
    public void Every_length_agrees_with_a_bit_by_bit_computation(string algorithm, ulong polynomial, int width)
    {
        var data = Sample(700);
        foreach (var length in Enumerable.Range(0, 300).Concat([511, 512, 513, 640, 699, 700]))
        {
            Of(algorithm).Append(0, data.AsSpan(0, length))
                .ShouldBe(BitByBit(data.AsSpan(0, length), polynomial, width), $"{length} bytes");
        }
    }

    [Theory]
    [InlineData("CRC32")]
    [InlineData("CRC32C")]
    [InlineData("CRC64NVME")]
    public void Pieces_appended_or_combined_are_the_same_as_the_whole(string algorithm)
    {
        var (crc, data) = (Of(algorithm), Sample(5000));
        var whole = crc.Append(0, data);
        foreach (var at in new[] { 0, 1, 63, 128, 129, 2048, 4999, 5000 })
        {
            crc.Append(crc.Append(0, data.AsSpan(0, at)), data.AsSpan(at)).ShouldBe(whole);
            crc.Combine(crc.Append(0, data.AsSpan(0, at)), crc.Append(0, data.AsSpan(at)), data.Length - at).ShouldBe(whole);
        }
    }

    private static Crc Of(string algorithm) => ChecksumAlgorithm.Parse(algorithm, "test").Crc!;

    private static byte[] Sample(int length)
    {
        var data = new byte[length];
        new Random(1).NextBytes(data);
        return data;
    }

    private static ulong BitByBit(ReadOnlySpan<byte> data, ulong polynomial, int width)
    {
        var mask = ulong.MaxValue >> (64 - width);
        var state = mask;
        foreach (var value in data)
        {
            state ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                state = (state & 1) != 0 ? (state >> 1) ^ polynomial : state >> 1;
            }
        }

        return state ^ mask;
    }
}
