using System.Text.Json.Serialization;

namespace CacheBackup.Core.Exports;

/// <summary>One attempt to export a snapshot to the export bucket.</summary>
/// <param name="TargetName">The name given to ElastiCache: a key without its end <c>-0001.rdb</c>, <c>-0002.rdb</c>, ….</param>
/// <param name="Shards">How many files the export has to write, 1-500.</param>
/// <param name="Attempt">1 for the first.</param>
public sealed record StartedExport(string TargetName, int Shards, int Attempt)
{
    /// <summary>
    /// ElastiCache never overwrites, so a half-finished export blocks its own repetition: each attempt has a name of its
    /// own. More than two would hide a cause that needs a person.
    /// </summary>
    public const int MaximumAttempts = 2;

    /// <summary>The target name of an attempt: <c>folder/shard</c>, then <c>folder/attempt-2/shard</c>.</summary>
    public static string TargetNameOf(string folder, int attempt) =>
        attempt == 1 ? $"{folder}/shard" : $"{folder}/attempt-{attempt}/shard";

    /// <summary>What every key of this attempt starts with.</summary>
    [JsonIgnore]
    public string KeyPrefix => $"{TargetName}-";
}
