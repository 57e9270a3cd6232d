namespace CacheBackup.Core.Errors;

/// <summary>The execution's input is not a valid request of the restore machine, or not for this backup. Nothing was created.</summary>
public sealed class InvalidRestoreRequestException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>There is no manifest where the request says, so there is no backup.</summary>
public sealed class ManifestMissingException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>The object is no manifest, or one of a version this tool does not know.</summary>
public sealed class ManifestUnreadableException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>The backup has no files in the Region of the new cache. The message names the buckets it is in.</summary>
public sealed class BackupInOtherRegionException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>A file of the backup is gone, or is not what the manifest or its verification describes.</summary>
public sealed class SeedFileChangedException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>ElastiCache could not read the object as it is stored: its key, its encryption or its storage class.</summary>
public sealed class SeedFileUnusableException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>The new cache's engine, version or mode cannot take this data.</summary>
public sealed class SeedNotRestorableException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>ElastiCache may not read the files. The message holds the statement to add.</summary>
public sealed class SeedBucketNotGrantedException(string fact, string hint, Exception? inner = null) : PermanentException(fact, hint, inner);

/// <summary>A cache of the new id exists that this run did not create.</summary>
public sealed class CacheIdTakenException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>The account may have no more nodes or shards, or AWS has none of this type now.</summary>
public sealed class CacheQuotaSpentException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>ElastiCache refused the new cache's settings. The message quotes it.</summary>
public sealed class CacheSettingsRefusedException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>ElastiCache gave the new cache up. The message quotes its events.</summary>
public sealed class CacheCreationFailedException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>The new cache was not available before the request's deadline.</summary>
public sealed class CacheDeadlineException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>The new cache is not what was asked for, or does not hold what the files hold.</summary>
public sealed class RestoredCacheDiffersException(string fact, string hint) : PermanentException(fact, hint);
