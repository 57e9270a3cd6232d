namespace CacheBackup.UnitTests.Rdb;

/// <summary>Compresses as LZF, simply: the last place of each three bytes is remembered.</summary>
internal static class LzfEncoder
{
    public static byte[] Encode(ReadOnlySpan<byte> content)
    {
        var output = new List<byte>();
        var places = new Dictionary<int, int>();
        var literals = new List<byte>();
        for (var at = 0; at < content.Length;)
        {
            var (distance, length) = Match(content, at, places);
            if (length < 3)
            {
                literals.Add(content[at++]);
                continue;
            }

            Flush(output, literals);
            var code = length - 2;
            output.Add((byte)((Math.Min(code, 7) << 5) | ((distance - 1) >> 8)));
            if (code >= 7)
            {
                output.Add((byte)(code - 7));
            }

            output.Add((byte)(distance - 1));
            at += length;
        }

        Flush(output, literals);
        return [.. output];
    }

    private static (int Distance, int Length) Match(ReadOnlySpan<byte> content, int at, Dictionary<int, int> places)
    {
        if (at + 3 > content.Length)
        {
            return (0, 0);
        }

        var three = content[at] | (content[at + 1] << 8) | (content[at + 2] << 16);
        var found = places.TryGetValue(three, out var place) && at - place <= 8192;
        places[three] = at;
        if (!found)
        {
            return (0, 0);
        }

        var length = 0;
        while (length < 264 && at + length < content.Length && content[place + length] == content[at + length])
        {
            length++;
        }

        return (at - place, length);
    }

    private static void Flush(List<byte> output, List<byte> literals)
    {
        foreach (var run in literals.Chunk(32))
        {
            output.Add((byte)(run.Length - 1));
            output.AddRange(run);
        }

        literals.Clear();
    }
}
