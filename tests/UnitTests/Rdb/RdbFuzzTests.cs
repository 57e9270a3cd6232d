using System.Buffers.Binary;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using CacheBackup.Rdb;

namespace CacheBackup.UnitTests.Rdb;

/// <summary>Seeded damage to files of real engines. <c>make fuzz-rdb</c> runs hundreds of thousands, the tests a sample.</summary>
public class RdbFuzzTests
{
    private const int Sample = 4_000;
    private const long MostAllocated = 48_000_000;

    private static readonly TimeSpan LongestRun = TimeSpan.FromSeconds(10);

    [FixtureFact]
    public void Damage_never_crashes_hangs_or_fills_the_memory_and_is_reported_the_same_in_any_parts()
    {
        var bases = RdbFixtures.Public.Concat(RdbFixtures.Generated).Where(file => file.Number("size") is > 20 and < 12_000).Select(file => file.Bytes).ToArray();
        var (first, count) = (Setting("RDB_FUZZ_SEED", 0), Setting("RDB_FUZZ_MUTATIONS", Sample));
        for (var seed = first; seed < first + count; seed++)
        {
            var random = new Random(seed);
            var file = Damaged(bases[random.Next(bases.Length)], random);
            Check(file, Verifying.Levels[random.Next(3)], random.Next(1, 300), $"seed {seed}");
        }
    }

    private static void Check(byte[] file, VerificationLevel level, int partBytes, string which)
    {
        var clock = Stopwatch.StartNew();
        var before = GC.GetAllocatedBytesForCurrentThread();
        var whole = RdbReportJson.ToUtf8(Verifying.Verify(file, level));
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        var inParts = RdbReportJson.ToUtf8(Verifying.Verify(file, level, partBytes));

        Verifying.Difference(Encoding.UTF8.GetString(inParts), Encoding.UTF8.GetString(whole)).ShouldBeNull($"{which} at {level} in parts of {partBytes}");
        allocated.ShouldBeLessThan(MostAllocated, which);
        clock.Elapsed.ShouldBeLessThan(LongestRun, which);
    }

    private static byte[] Damaged(byte[] file, Random random)
    {
        var bytes = file.ToList();
        for (var change = random.Next(1, 5); change > 0 && bytes.Count > 12; change--)
        {
            Change(bytes, random.Next(9, bytes.Count), random);
        }

        var damaged = bytes.ToArray();
        if (damaged.Length > 17 && random.Next(4) != 0)
        {
            // With its checksum right again, only the structure can tell.
            BinaryPrimitives.WriteUInt64LittleEndian(damaged.AsSpan(^8..), Crc64.Append(0, damaged.AsSpan(..^8)));
        }

        return damaged;
    }

    private static void Change(List<byte> bytes, int at, Random random)
    {
        switch (random.Next(7))
        {
            case 0:
                bytes[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1:
                bytes[at] = (byte)random.Next(256);
                break;
            case 2:
                bytes.RemoveAt(at);
                break;
            case 3:
                bytes.Insert(at, (byte)random.Next(256));
                break;
            case 4:
                // Where a length stands, the largest there are.
                bytes[at] = new byte[] { 0x80, 0x81, 0xC3, 0xFF, 0x7F, 0xBF }[random.Next(6)];
                break;
            case 5:
                bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(40), bytes.Count - at)));
                break;
            default:
                bytes.RemoveRange(at, Math.Min(random.Next(60), bytes.Count - at));
                break;
        }
    }

    private static int Setting(string name, int unset) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : unset;
}
