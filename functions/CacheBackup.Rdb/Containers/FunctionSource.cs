using System.Text;
using CacheBackup.Rdb.Parsing;

namespace CacheBackup.Rdb.Containers;

/// <summary>The source of a function library: a first line of language and name, then code.</summary>
internal static class FunctionSource
{
    /// <summary>Reads what a source says of itself, and looks for what its engine would refuse.</summary>
    /// <param name="source">The source, or its beginning.</param>
    /// <param name="length">Bytes of the whole source.</param>
    /// <param name="offset">Where it stands in the file.</param>
    /// <param name="isWhole">Whether source is all of it.</param>
    /// <param name="check">Whether the code is looked at.</param>
    public static RdbFunctionLibrary Read(ReadOnlySpan<byte> source, long length, long offset, bool isWhole, bool check)
    {
        source = isWhole ? source : source[..Math.Min(source.Length, TextCapture.PrefixBytes)];
        var lineEnd = source.IndexOf((byte)'\n');
        var line = lineEnd < 0 ? source : source[..lineEnd];
        var isHeader = line.StartsWith("#!"u8);
        var words = Encoding.Latin1.GetString(isHeader ? line[2..] : []).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var engine = words.Length == 0 ? "" : words[0].ToLowerInvariant();
        var name = words.Skip(1).FirstOrDefault(word => word.StartsWith("name=", StringComparison.Ordinal))?[5..] ?? "";
        var defect = check ? HeaderDefect(isHeader && lineEnd >= 0, engine, name) : null;
        if (check && isWhole && defect is null && engine == "lua")
        {
            defect = LuaSource.Defect(source[lineEnd..]);
        }

        return new RdbFunctionLibrary(Show(name), Show(engine), length, offset, defect);
    }

    private static string? HeaderDefect(bool hasHeader, string engine, string name)
    {
        if (!hasHeader || engine.Length == 0)
        {
            return "it does not begin with a line such as \"#!lua name=mylib\"";
        }

        return name.Length > 0 && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_')
            ? null
            : "its library has no name of letters, digits and underscores";
    }

    private static string Show(string text) => Printable.Text(Encoding.Latin1.GetBytes(text), text.Length, TextCapture.PrefixBytes);
}
