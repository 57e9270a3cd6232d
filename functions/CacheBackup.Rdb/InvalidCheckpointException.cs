namespace CacheBackup.Rdb;

/// <summary>A checkpoint cannot be resumed. Begin the verification anew.</summary>
/// <param name="reason">What is wrong with it.</param>
public sealed class InvalidCheckpointException(string reason)
    : Exception($"The checkpoint of a verification cannot be resumed: {reason}. HINT: verify the file from its start.");
