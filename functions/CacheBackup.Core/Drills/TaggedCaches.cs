using CacheBackup.Core.Aws;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Sources;

namespace CacheBackup.Core.Drills;

/// <summary>Reads the tags of the caches of a Region.</summary>
public sealed class TaggedCaches(IAwsClients aws)
{
    /// <summary>
    /// The tags of every cache that tells them, by the cache's id: ElastiCache refuses to read those of a cache that is not available.
    /// </summary>
    /// <param name="execution">Names Region and account.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public async Task<IReadOnlyDictionary<string, IReadOnlyDictionary<string, string>>> ReadAsync(
        ExecutionArn execution, CancellationToken cancellationToken)
    {
        var lookup = new CacheLookup(aws.ElastiCache(execution.Region), execution, cancellationToken);
        var groups = (await lookup.GroupsAsync()).Select(group => (Id: group.ReplicationGroupId, Arn: group.ARN));
        var singles = (await lookup.SingleClustersAsync()).Select(cluster => (Id: cluster.CacheClusterId, Arn: cluster.ARN));
        var found = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        foreach (var (id, arn) in groups.Concat(singles).Where(cache => cache.Arn is not null))
        {
            if (await lookup.TagsAsync(arn) is { } tags)
            {
                found[id] = tags;
            }
        }

        return found;
    }
}
