namespace CacheBackup.Core.Errors;

/// <summary>The bucket name breaks a naming rule of S3 or ElastiCache.</summary>
public sealed class InvalidBucketNameException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>The bucket does not exist.</summary>
public sealed class BucketMissingException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>The bucket is in another Region than it has to be.</summary>
public sealed class BucketInWrongRegionException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>The bucket belongs to another account than expected.</summary>
public sealed class BucketOfAnotherAccountException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>ElastiCache may not write to the export bucket. The message holds the statement to add.</summary>
public sealed class ExportBucketNotGrantedException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>This run's role may not write to a destination bucket.</summary>
public sealed class DestinationNotWritableException(string fact, string hint, Exception? inner = null) : PermanentException(fact, hint, inner);
