using System.Text.Json;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Restores;

namespace CacheBackup.Core.Drills;

/// <summary>
/// The input of one execution of the drill machine. It rehearses the restore of every cache with a tag, by the newest backup in one
/// bucket of the machine's Region. Unknown and missing fields are refused by name.
/// </summary>
/// <param name="Bucket">Where the backups are: the export bucket, or a destination.</param>
/// <param name="AccountId">Owner of the bucket, 12 digits; null for the machine's own account.</param>
/// <param name="KeyPrefix">Key prefix of every backup, without a slash at either end.</param>
/// <param name="Tag">What the caches to rehearse have.</param>
/// <param name="NewCache">
/// Members of a restore request's <c>NewCache</c>, for every cache that the drill makes; null for none. Where it says nothing of
/// replicas, there are none.
/// </param>
/// <param name="Polling">A restore request's <c>Polling</c>; its cache deadline holds for the deletion too.</param>
public sealed record DrillRequest(
    string Bucket, string? AccountId, string KeyPrefix, CacheTag Tag, JsonElement? NewCache, RestorePolling Polling)
{
    /// <summary>Reads an execution's input.</summary>
    /// <exception cref="InvalidDrillRequestException">The message lists every problem: field, value, and what it has to be.</exception>
    public static DrillRequest Parse(JsonElement input) => DrillRequestReader.Read(input);
}

/// <summary>A tag of a cache.</summary>
/// <param name="Key">1-128 characters.</param>
/// <param name="Value">0-256 characters.</param>
public sealed record CacheTag(string Key, string Value)
{
    /// <summary>What caches have that are to be rehearsed, unless a request says otherwise.</summary>
    public static CacheTag Default { get; } = new(RestoreTags.Drill, "true");

    /// <summary>Whether a cache has it.</summary>
    public bool IsIn(IReadOnlyDictionary<string, string> tags) => tags.TryGetValue(Key, out var value) && value == Value;

    /// <inheritdoc/>
    public override string ToString() => $"{Key}={Value}";
}
