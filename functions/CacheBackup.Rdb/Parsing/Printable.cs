using System.Text;

namespace CacheBackup.Rdb.Parsing;

/// <summary>Bytes as text that reads the same everywhere.</summary>
internal static class Printable
{
    /// <summary>Printable ASCII as it is, a backslash doubled, any other byte as \xHH; three points where it is cut.</summary>
    public static string Text(ReadOnlySpan<byte> bytes, long length, int most)
    {
        var text = new StringBuilder();
        foreach (var value in bytes[..Math.Min(bytes.Length, most)])
        {
            _ = value switch
            {
                (byte)'\\' => text.Append("\\\\"),
                >= 0x20 and < 0x7F => text.Append((char)value),
                _ => text.Append("\\x").Append(value.ToString("X2", null)),
            };
        }

        return length > most ? text.Append("...").ToString() : text.ToString();
    }
}
