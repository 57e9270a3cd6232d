namespace CacheBackup.Rdb.Containers;

/// <summary>
/// Looks at Lua source as its compiler's first stage does: characters no Lua has outside texts and comments, texts and
/// comments that do not end, brackets and blocks that do not match. It does not compile, so it finds damage, not every error.
/// </summary>
internal static class LuaSource
{
    private const string Punctuation = "+-*/%^#=~<>;:,.";

    /// <returns>What is wrong, or null.</returns>
    public static string? Defect(ReadOnlySpan<byte> source)
    {
        var open = new Stack<char>();
        for (var at = 0; at < source.Length;)
        {
            var start = at;
            if (!Token(source, ref at, open))
            {
                return $"its source is no Lua from byte {start:N0} of the code on";
            }
        }

        return open.Count == 0 ? null : $"its source ends inside {open.Count:N0} open blocks or brackets";
    }

    private static bool Token(ReadOnlySpan<byte> source, ref int at, Stack<char> open)
    {
        var rest = source[at..];
        var first = (char)rest[0];
        if (char.IsWhiteSpace(first) && first < 0x80)
        {
            at++;
            return true;
        }

        if (rest.StartsWith("--"u8))
        {
            return Comment(rest, ref at);
        }

        if (first is '"' or '\'')
        {
            return Quoted(rest, ref at);
        }

        if (first == '[' && LongBracket(rest) is { } level)
        {
            return Long(rest, level, ref at);
        }

        return char.IsAsciiLetterOrDigit(first) || first == '_' ? Word(rest, ref at, open) : Sign(first, ref at, open);
    }

    private static bool Comment(ReadOnlySpan<byte> rest, ref int at)
    {
        if (LongBracket(rest[2..]) is { } level)
        {
            at += 2;
            return Long(rest[2..], level, ref at);
        }

        var end = rest.IndexOf((byte)'\n');
        at += end < 0 ? rest.Length : end;
        return true;
    }

    private static bool Quoted(ReadOnlySpan<byte> rest, ref int at)
    {
        for (var index = 1; index < rest.Length && rest[index] != '\n'; index++)
        {
            if (rest[index] == rest[0])
            {
                at += index + 1;
                return true;
            }

            index += rest[index] == '\\' ? 1 : 0;
        }

        return false;
    }

    // "[[", "[=[", "[==[": the number of equals signs; null for any other bracket.
    private static int? LongBracket(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty || rest[0] != '[')
        {
            return null;
        }

        var signs = rest[1..].IndexOfAnyExcept((byte)'=');
        return signs >= 0 && rest[1 + signs] == '[' ? signs : null;
    }

    private static bool Long(ReadOnlySpan<byte> rest, int level, ref int at)
    {
        byte[] close = [(byte)']', .. Enumerable.Repeat((byte)'=', level), (byte)']'];
        var end = rest.IndexOf(close);
        at += end + close.Length;
        return end >= 0;
    }

    private static bool Word(ReadOnlySpan<byte> rest, ref int at, Stack<char> open)
    {
        var length = 1;
        while (length < rest.Length && (char.IsAsciiLetterOrDigit((char)rest[length]) || rest[length] is (byte)'_'))
        {
            length++;
        }

        at += length;
        var word = rest[..length];
        if (word.SequenceEqual("function"u8) || word.SequenceEqual("if"u8) || word.SequenceEqual("do"u8))
        {
            open.Push('e');
        }
        else if (word.SequenceEqual("repeat"u8))
        {
            open.Push('u');
        }
        else if (word.SequenceEqual("end"u8) || word.SequenceEqual("until"u8))
        {
            return open.TryPop(out var block) && block == word[0];
        }

        return true;
    }

    private static bool Sign(char sign, ref int at, Stack<char> open)
    {
        at++;
        switch (sign)
        {
            case '(' or '[' or '{':
                open.Push(sign == '(' ? ')' : sign == '[' ? ']' : '}');
                return true;
            case ')' or ']' or '}':
                return open.TryPop(out var bracket) && bracket == sign;
            default:
                return Punctuation.Contains(sign);
        }
    }
}
