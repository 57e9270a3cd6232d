using System.Text.Json;
using CacheBackup.Core.Restores;

namespace CacheBackup.Core.Drills;

/// <summary>The input of the restore machine's execution that rehearses one backup.</summary>
public static class RestoreOrder
{
    /// <summary>Writes it.</summary>
    /// <param name="request">What every cache of the drill is to be like.</param>
    /// <param name="manifestKey">What to restore.</param>
    /// <param name="drillId">The drill of this cache.</param>
    public static JsonElement Of(DrillRequest request, string manifestKey, string drillId)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            WriteBackup(json, request, manifestKey);
            WriteCache(json, request.NewCache, drillId);
            WritePolling(json, request.Polling);
            json.WriteString(nameof(RestoreRequest.DrillId), drillId);
            json.WriteEndObject();
        }

        return JsonElement.Parse(buffer.ToArray());
    }

    private static void WriteBackup(Utf8JsonWriter json, DrillRequest request, string manifestKey)
    {
        json.WriteStartObject(nameof(RestoreRequest.Backup));
        json.WriteString(nameof(RestoreSource.Manifest), $"s3://{request.Bucket}/{manifestKey}");
        if (request.AccountId is { } owner)
        {
            json.WriteString(nameof(RestoreSource.AccountId), owner);
        }

        json.WriteEndObject();
    }

    private static void WriteCache(Utf8JsonWriter json, JsonElement? wanted, string drillId)
    {
        json.WriteStartObject(nameof(RestoreRequest.NewCache));
        json.WriteString(nameof(NewCache.ReplicationGroupId), DrillNames.CacheIdOf(drillId));
        if (wanted?.TryGetProperty(nameof(NewCache.ReplicasPerShard), out var replicas) != true || replicas.ValueKind == JsonValueKind.Null)
        {
            // Replicas hold the same data again, and cost as much.
            json.WriteNumber(nameof(NewCache.ReplicasPerShard), 0);
        }

        foreach (var member in wanted?.EnumerateObject().Where(IsHandedOn).ToArray() ?? [])
        {
            member.WriteTo(json);
        }

        json.WriteEndObject();
    }

    // The id is the drill's own; a null says nothing.
    private static bool IsHandedOn(JsonProperty member) =>
        member.Name != nameof(NewCache.ReplicationGroupId) && member.Value.ValueKind != JsonValueKind.Null;

    private static void WritePolling(Utf8JsonWriter json, RestorePolling polling)
    {
        json.WriteStartObject(nameof(RestoreRequest.Polling));
        json.WriteNumber(nameof(polling.IntervalSeconds), polling.IntervalSeconds);
        json.WriteNumber(nameof(polling.MaximumIntervalSeconds), polling.MaximumIntervalSeconds);
        json.WriteNumber(nameof(polling.CacheDeadlineSeconds), polling.CacheDeadlineSeconds);
        json.WriteEndObject();
    }
}
