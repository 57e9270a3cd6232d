namespace CacheBackup.Core.Errors;

/// <summary>The 24-hour quota of manual snapshots of this cache is spent.</summary>
public sealed class SnapshotQuotaSpentException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>A snapshot of this run's name exists and was not made by this run.</summary>
public sealed class SnapshotNameTakenException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>ElastiCache reported the snapshot as failed, or it vanished while it was awaited.</summary>
public sealed class SnapshotCreationFailedException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>The snapshot was not available before the request's deadline.</summary>
public sealed class SnapshotDeadlineException(string fact, string hint) : PermanentException(fact, hint);
