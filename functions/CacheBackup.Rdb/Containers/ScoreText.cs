using System.Buffers;
using System.Text;

namespace CacheBackup.Rdb.Containers;

/// <summary>Scores of sorted sets that are written as text.</summary>
internal static class ScoreText
{
    // The engines print at most 17 digits, but "%f" of the largest double has 309 before the point.
    private const int LongestText = 330;

    private static readonly SearchValues<byte> OfNumbers = SearchValues.Create("0123456789.+-eE"u8);

    /// <summary>Whether the text is made as engines write a number, an infinity included.</summary>
    public static bool IsNumber(ReadOnlySpan<byte> text) =>
        text.Length is > 0 and <= LongestText && (!text.ContainsAnyExcept(OfNumbers) || Unsigned(text).SequenceEqual("inf"u8));

    /// <summary>Whether an engine reads a number from the text: it takes what it can from the start, and refuses NaN.</summary>
    public static bool BeginsWithNumber(ReadOnlySpan<byte> text)
    {
        var number = Unsigned(text.TrimStart(" \t\n\v\f\r"u8));
        if (number.IsEmpty)
        {
            return false;
        }

        var first = number[0] == (byte)'.' && number.Length > 1 ? number[1] : number[0];
        return first is >= (byte)'0' and <= (byte)'9' || (number.Length >= 3 && Ascii.EqualsIgnoreCase(number[..3], "inf"u8));
    }

    private static ReadOnlySpan<byte> Unsigned(ReadOnlySpan<byte> text) => text.Length > 0 && text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
}
