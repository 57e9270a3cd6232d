namespace CacheBackup.Benchmarks.Rdb;

/// <summary>The four files of the benchmark.</summary>
internal static class SampleFiles
{
    private const int TwoDays = 172_800;

    public static IReadOnlyList<SampleFile> All { get; } =
    [
        new("a", "20 M small string keys, 20 % with a time to live", SmallStrings),
        new("b", "64 values of 16 MiB", LargeStrings),
        new("c", "400 k keys of all types", AllTypes),
        new("d", "8 M keys with compressed values", Compressed),
    ];

    private static void SmallStrings(CommandStream commands, Random random)
    {
        var value = new byte[80];
        for (var key = 0; key < 20_000_000; key++)
        {
            var bytes = value.AsSpan(0, random.Next(20, 75));
            random.NextBytes(bytes);
            var expires = random.Next(5) == 0;
            commands.Begin(expires ? 5 : 3);
            commands.Word("SET");
            commands.Word($"user:{key:D8}:cart");
            commands.Word(bytes);
            if (expires)
            {
                commands.Word("EX");
                commands.Word($"{TwoDays + key}");
            }
        }
    }

    private static void LargeStrings(CommandStream commands, Random random)
    {
        var value = new byte[16 << 20];
        for (var key = 0; key < 64; key++)
        {
            random.NextBytes(value);
            commands.Begin(3);
            commands.Word("SET");
            commands.Word($"blob:{key}");
            commands.Word(value);
        }
    }

    private static void Compressed(CommandStream commands, Random random)
    {
        for (var key = 0; key < 8_000_000; key++)
        {
            var word = $"\"state\":\"{random.Next(10)}\",";
            commands.Send("SET", $"s:{key:D8}", string.Concat(Enumerable.Repeat(word, 20)));
        }
    }

    private static void AllTypes(CommandStream commands, Random random)
    {
        for (var key = 0; key < 400_000; key++)
        {
            switch (key % 10)
            {
                case 0:
                    String(commands, random, key);
                    break;
                case 1:
                    Collection(commands, random, "RPUSH", $"list:{key}", 90, valued: false, 40);
                    break;
                case 2:
                    Collection(commands, random, "SADD", $"set:{key}", 140, valued: false, 16);
                    break;
                case 3:
                    Integers(commands, random, key);
                    break;
                case 4:
                    Collection(commands, random, "HSET", $"hash:{key}", 60, valued: true, 30);
                    break;
                case 5:
                    Collection(commands, random, "HSET", $"table:{key}", 200, valued: true, 12);
                    break;
                case 6:
                    Scores(commands, random, $"ranks:{key}", 100);
                    break;
                case 7:
                    Scores(commands, random, $"board:{key}", 160);
                    break;
                case 8:
                    Stream(commands, random, $"stream:{key}", 40);
                    break;
                default:
                    Collection(commands, random, "RPUSH", $"queue:{key}", 300, valued: false, 10);
                    break;
            }
        }
    }

    private static void String(CommandStream commands, Random random, int key)
    {
        commands.Begin(5);
        commands.Word("SET");
        commands.Word($"string:{key}");
        commands.Word(Bytes(random, 2000));
        commands.Word("EX");
        commands.Word($"{TwoDays}");
    }

    private static void Collection(CommandStream commands, Random random, string command, string key, int count, bool valued, int bytes)
    {
        commands.Begin(2 + (valued ? 2 : 1) * count);
        commands.Word(command);
        commands.Word(key);
        for (var element = 0; element < count; element++)
        {
            if (valued)
            {
                commands.Word($"field:{element}");
            }

            commands.Word(Bytes(random, bytes));
        }
    }

    private static void Integers(CommandStream commands, Random random, int key)
    {
        const int Count = 300;
        commands.Begin(2 + Count);
        commands.Word("SADD");
        commands.Word($"ids:{key}");
        for (var element = 0; element < Count; element++)
        {
            commands.Word($"{random.NextInt64(1L << 40)}");
        }
    }

    private static void Scores(CommandStream commands, Random random, string key, int count)
    {
        commands.Begin(2 + (2 * count));
        commands.Word("ZADD");
        commands.Word(key);
        for (var element = 0; element < count; element++)
        {
            commands.Word(random.NextDouble().ToString("R", null));
            commands.Word($"member:{random.Next()}");
        }
    }

    private static void Stream(CommandStream commands, Random random, string key, int items)
    {
        for (var item = 1; item <= items; item++)
        {
            commands.Begin(7);
            commands.Word("XADD");
            commands.Word(key);
            commands.Word($"{1_700_000_000_000 + (item * 37)}-0");
            commands.Word("sensor");
            commands.Word($"{random.Next(100)}");
            commands.Word("reading");
            commands.Word(Bytes(random, 30));
        }

        commands.Send("XGROUP", "CREATE", key, "workers", "0");
        commands.Send("XREADGROUP", "GROUP", "workers", "one", "COUNT", "5", "STREAMS", key, ">");
    }

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
