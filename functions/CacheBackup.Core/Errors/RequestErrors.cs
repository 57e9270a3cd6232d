namespace CacheBackup.Core.Errors;

/// <summary>The execution's input is not a valid request. Nothing was created.</summary>
public sealed class InvalidBackupRequestException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>The cache or snapshot the request names cannot be found in this Region and account.</summary>
public sealed class BackupSourceMissingException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>The source exists but cannot be backed up: Memcached, a node type without snapshots, data that cannot be exported.</summary>
public sealed class BackupSourceUnsupportedException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>The source is not in the state <c>available</c>.</summary>
public sealed class BackupSourceBusyException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>The role of a step lacks a permission. The message names the action and the resource.</summary>
public sealed class CallerNotPermittedException(string fact, string hint, Exception? inner = null) : PermanentException(fact, hint, inner);

/// <summary>A service answered with an error this tool has no name for.</summary>
public sealed class UnexpectedServiceAnswerException(string fact, string hint, Exception? inner = null) : PermanentException(fact, hint, inner);
