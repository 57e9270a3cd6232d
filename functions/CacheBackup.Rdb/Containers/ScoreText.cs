using System.Buffers;

namespace CacheBackup.Rdb.Containers;

/// <summary>Scores of sorted sets that are written as text.</summary>
internal static class ScoreText
{
    // The engines print at most 17 digits, but "%f" of the largest double has 309 before the point.
    private const int LongestText = 330;

    private static readonly SearchValues<byte> OfNumbers = SearchValues.Create("0123456789.+-eE"u8);

    /// <summary>
    /// Whether the text is made as a decimal number is, or an infinity; NaN is none, and no engine loads it. The order of
    /// the characters is not looked at: the engines read what they can.
    /// </summary>
    public static bool IsNumber(ReadOnlySpan<byte> text)
    {
        if (text.Length is 0 or > LongestText)
        {
            return false;
        }

        return !text.ContainsAnyExcept(OfNumbers) || (text[0] is (byte)'-' or (byte)'+' ? text[1..] : text).SequenceEqual("inf"u8);
    }
}
