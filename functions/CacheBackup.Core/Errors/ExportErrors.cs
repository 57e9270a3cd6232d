namespace CacheBackup.Core.Errors;

/// <summary>The snapshot's data can never be exported: it uses data tiering.</summary>
public sealed class SnapshotNotExportableException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>An object of the export's name is already in the bucket; ElastiCache never overwrites.</summary>
public sealed class ExportTargetTakenException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>The export ended and files of some shards are missing.</summary>
public sealed class ExportIncompleteException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>The export did not end before the request's deadline.</summary>
public sealed class ExportDeadlineException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>An exported file is cut off, or something in it is not what the RDB format demands.</summary>
public sealed class ExportedFileDamagedException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>An exported file's structure is right, and its checksum is not that of its bytes.</summary>
public sealed class ExportedFileChecksumException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>An exported file has a format version, type or opcode that this tool does not know.</summary>
public sealed class ExportedFileUnsupportedException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>An exported file has no checksum, and the request does not allow that.</summary>
public sealed class ExportedFileUnverifiedException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>An exported file is whole, and the engine it is meant for would refuse it.</summary>
public sealed class ExportedFileNotRestorableException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>The files together are not one cache: a slot is missing, twice, or in the wrong file.</summary>
public sealed class ShardSlotsMismatchException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>A file has more keys than the level <c>full</c> can remember in the function's memory.</summary>
public sealed class VerificationMemoryException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>An exported file was replaced or removed after it had been verified.</summary>
public sealed class ExportedFileChangedException(string fact, string hint) : PermanentException(fact, hint);
