namespace CacheBackup.Core.Errors;

/// <summary>The file is larger than any object of S3 can be.</summary>
public sealed class FileTooLargeToCopyException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>A bucket holds another object under a key this run was to write: a copy or the manifest.</summary>
public sealed class DestinationObjectTakenException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>The copy differs from its source in size or checksum.</summary>
public sealed class CopyNotIdenticalException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>The copy cannot be proven as well as the request demands.</summary>
public sealed class CopyUnprovenException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>The copy loses again and again what it has done.</summary>
public sealed class CopyInterruptedException(string fact, string hint) : PermanentException(fact, hint);
