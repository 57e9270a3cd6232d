namespace CacheBackup.Rdb;

/// <summary>How much of a file is looked at. Every level checks the checksum and the structure around values.</summary>
public enum VerificationLevel
{
    /// <summary>Header, opcodes, keys and lengths; values are jumped over.</summary>
    Quick,

    /// <summary>Also every value: compression, listpacks, ziplists, intsets, streams, function sources.</summary>
    Deep,

    /// <summary>Also duplicates: members within a collection, and keys within the file (16 bytes of memory a key).</summary>
    Full,
}
