namespace CacheBackup.Core.Errors;

/// <summary>The file is larger than one CopyObject call can copy.</summary>
public sealed class FileTooLargeToCopyException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>A bucket holds another object under a key this run was to write: a copy or the manifest.</summary>
public sealed class DestinationObjectTakenException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>The copy differs from its source in size or checksum.</summary>
public sealed class CopyNotIdenticalException(string fact, string hint) : PermanentException(fact, hint);
