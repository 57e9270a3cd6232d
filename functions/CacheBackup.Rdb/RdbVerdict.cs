namespace CacheBackup.Rdb;

/// <summary>What a verification says of a file. The set is closed.</summary>
public enum RdbVerdict
{
    /// <summary>Nothing is wrong at the chosen level, and the checksum is right.</summary>
    Valid,

    /// <summary>Nothing is wrong at the chosen level, but the file has no checksum: disabled, or older than version 5.</summary>
    Unverified,

    /// <summary>The file ends before its end.</summary>
    Truncated,

    /// <summary>The structure is right and the checksum is not.</summary>
    ChecksumMismatch,

    /// <summary>Something in the file is not what the format demands.</summary>
    Malformed,

    /// <summary>A format version, type or opcode this verifier does not know.</summary>
    UnsupportedFormat,

    /// <summary>The file does not begin as an RDB file does.</summary>
    NotAnRdb,
}
