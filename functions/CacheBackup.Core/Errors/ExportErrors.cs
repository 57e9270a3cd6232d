namespace CacheBackup.Core.Errors;

/// <summary>The snapshot's data can never be exported: it uses data tiering.</summary>
public sealed class SnapshotNotExportableException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>An object of the export's name is already in the bucket; ElastiCache never overwrites.</summary>
public sealed class ExportTargetTakenException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>The export ended and files of some shards are missing.</summary>
public sealed class ExportIncompleteException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>The export did not end before the request's deadline.</summary>
public sealed class ExportDeadlineException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>An exported file is not a whole RDB file.</summary>
public sealed class ExportedFileDamagedException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>An exported file was replaced or removed after it had been verified.</summary>
public sealed class ExportedFileChangedException(string fact, string hint) : PermanentException(fact, hint);
