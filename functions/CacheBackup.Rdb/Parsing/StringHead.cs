namespace CacheBackup.Rdb.Parsing;

/// <summary>Ways to write a string.</summary>
internal enum StringKind
{
    None,
    Raw,
    Integer,
    Compressed,
}

/// <summary>What stands before a string's bytes.</summary>
/// <param name="Kind">How it is written.</param>
/// <param name="Stored">Bytes in the file, without the head.</param>
/// <param name="Length">Bytes of its content; for an integer its width.</param>
internal readonly record struct StringHead(StringKind Kind, long Stored, long Length);
