using System.Text.Json.Nodes;

namespace CacheBackup.LocalAws.Commands.Demo;

/// <summary>The inputs of the state machines.</summary>
internal static class DemoRequests
{
    /// <summary>Back a cache up.</summary>
    /// <param name="cache">The cache.</param>
    /// <param name="target">Where the copy goes.</param>
    public static JsonObject Backup(DemoCache cache, CopyTarget target) => new()
    {
        ["Source"] = new JsonObject { ["ReplicationGroupId"] = cache.Id },
        ["ExportBucket"] = cache.ExportBucket,
        ["RepairGrant"] = cache.RepairGrant,
        ["Destinations"] = new JsonArray(new JsonObject { ["Region"] = target.Region, ["Bucket"] = target.Bucket }),
    };

    /// <summary>Rehearse the restore of every tagged cache.</summary>
    /// <param name="source">Where the copies are.</param>
    public static JsonObject Drill(CopyTarget source) => new() { ["Bucket"] = source.Bucket };

    /// <summary>Restore the newest backup of a cache under its own id. What is not said is as it was.</summary>
    /// <param name="cache">The cache.</param>
    /// <param name="source">Where the copy is.</param>
    public static JsonObject Restore(DemoCache cache, CopyTarget source)
    {
        var newCache = new JsonObject { ["ReplicationGroupId"] = cache.Id };
        if (cache.RestoredShards != cache.Shards)
        {
            newCache["Shards"] = cache.RestoredShards;
        }

        var latest = new JsonObject { ["CacheId"] = cache.Id, ["Bucket"] = source.Bucket };
        return new JsonObject { ["Backup"] = new JsonObject { ["Latest"] = latest }, ["NewCache"] = newCache };
    }
}
