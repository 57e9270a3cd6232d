using CacheBackup.Rdb.Containers;

namespace CacheBackup.UnitTests.Rdb;

public class LzfTests
{
    [Fact]
    public void What_was_compressed_comes_out_again_whatever_its_repetitions()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var content = Content(new Random(seed));
            var stored = LzfEncoder.Encode(content);
            foreach (var room in new[] { 0, Lzf.Slack })
            {
                var output = new byte[content.Length + room];
                var at = 0;
                Lzf.Decode(stored, output, ref at, out var used).ShouldBeTrue();
                (at, used).ShouldBe((content.Length, stored.Length));
                output.AsSpan(0, at).SequenceEqual(content).ShouldBeTrue($"seed {seed}");
            }

            var produced = 0L;
            Lzf.Scan(stored, ref produced, content.Length, out var scanned).ShouldBeTrue();
            (produced, scanned).ShouldBe((content.Length, stored.Length));
        }
    }

    [Fact]
    public void A_repetition_from_before_the_start_is_refused()
    {
        byte[] stored = [0x00, (byte)'a', 0x20, 0x05];
        var at = 0;
        var produced = 0L;

        Lzf.Decode(stored, new byte[1000], ref at, out _).ShouldBeFalse();
        Lzf.Scan(stored, ref produced, 4, out _).ShouldBeFalse();
    }

    [Fact]
    public void Scanning_and_decoding_agree_on_damaged_input()
    {
        for (var seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            var content = Content(random);
            var stored = LzfEncoder.Encode(content);
            stored[random.Next(stored.Length)] ^= (byte)(1 << random.Next(8));
            var (at, produced) = (0, 0L);

            var decoded = Lzf.Decode(stored, new byte[content.Length + Lzf.Slack], ref at, out var used) && used == stored.Length && at == content.Length;
            var scanned = Lzf.Scan(stored, ref produced, content.Length, out var walked) && walked == stored.Length && produced == content.Length;

            scanned.ShouldBe(decoded, $"seed {seed}");
        }
    }

    private static byte[] Content(Random random)
    {
        var content = new byte[random.Next(1, 3000)];
        var letters = random.Next(1, 30);
        for (var at = 0; at < content.Length; at++)
        {
            content[at] = (byte)('a' + random.Next(letters));
        }

        return content;
    }
}
