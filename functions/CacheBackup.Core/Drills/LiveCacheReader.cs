using Amazon.ElastiCache.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Restores;
using CacheBackup.Core.Sources;

namespace CacheBackup.Core.Drills;

/// <summary>Reads what a drill has to know of the caches of a Region.</summary>
public sealed class LiveCacheReader(IAwsClients aws)
{
    // A restore takes two days and ten minutes at most, a removal one day; then the drill's execution has ended, or is told to nobody.
    private static readonly TimeSpan LongestDrill = TimeSpan.FromHours(74);

    /// <summary>Reads.</summary>
    /// <param name="execution">Names Region and account.</param>
    /// <param name="startedAt">Start of the execution.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public async Task<LiveCaches> ReadAsync(ExecutionArn execution, DateTimeOffset startedAt, CancellationToken cancellationToken)
    {
        var lookup = new CacheLookup(aws.ElastiCache(execution.Region), execution, cancellationToken);
        var groups = await lookup.GroupsAsync();
        var singles = await lookup.SingleClustersAsync();
        var caches = groups.Select(group => (Id: group.ReplicationGroupId, Arn: group.ARN))
            .Concat(singles.Select(cluster => (Id: cluster.CacheClusterId, Arn: cluster.ARN)));
        var tagged = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var (id, arn) in caches.Where(cache => cache.Arn is not null && DrillNames.DrillOf(cache.Id) is null))
        {
            if (await lookup.TagsAsync(arn) is { } tags)
            {
                tagged[id] = tags;
            }
        }

        return new LiveCaches(tagged, [.. groups.Where(group => IsLeftOver(group, startedAt)).Select(group => group.ReplicationGroupId)]);
    }

    private static bool IsLeftOver(ReplicationGroup group, DateTimeOffset now) =>
        DrillNames.DrillOf(group.ReplicationGroupId) is { } drill
        && RestoreTags.AreOf(drill, group)
        && group.ReplicationGroupCreateTime is { } created
        && created.ToUniversalTime() < now.UtcDateTime - LongestDrill;
}

/// <summary>The caches of a Region.</summary>
/// <param name="Tags">
/// The tags of every cache that tells them, by the cache's id, those of drills left out: ElastiCache refuses to read those of a cache
/// that is not available.
/// </param>
/// <param name="Leftovers">Ids of caches that drills have made, and that no drill will delete any more.</param>
public sealed record LiveCaches(IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>> Tags, IReadOnlyList<string> Leftovers);
