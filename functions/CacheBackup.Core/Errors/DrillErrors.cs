namespace CacheBackup.Core.Errors;

/// <summary>The execution's input is not a valid request of the drill machine. Nothing was created.</summary>
public sealed class InvalidDrillRequestException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>No cache has the tag that the drill looks for, so nothing was rehearsed.</summary>
public sealed class NothingToDrillException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>A backup did not restore, or a tagged cache has none. The message names each. Everything that was made is deleted.</summary>
public sealed class DrillFailedException(string fact, string hint) : PermanentException(fact, hint);

/// <summary>Something that the drill has made is left, and costs. The message names it.</summary>
public sealed class DrillNotCleanedUpException(string fact, string hint) : PermanentException(fact, hint);
