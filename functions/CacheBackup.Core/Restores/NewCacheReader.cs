using Amazon.ElastiCache.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Sources;

namespace CacheBackup.Core.Restores;

/// <summary>Reads what has become of a new cache.</summary>
public sealed class NewCacheReader(IAwsClients aws)
{
    // The last words of ElastiCache about a cache; more would not be read in an error's message.
    private const int MostEvents = 3;

    private const int MostMinutes = 14 * 24 * 60;

    /// <summary>The group of the cache's id, whoever made it; null where there is none.</summary>
    public Task<ReplicationGroup?> FindAsync(CachePlan cache, CancellationToken cancellationToken) =>
        FindAsync(cache.Region, cache.Id, cancellationToken);

    /// <summary>The group of an id, whoever made it; null where there is none.</summary>
    public Task<ReplicationGroup?> FindAsync(string region, string id, CancellationToken cancellationToken) =>
        CacheLookup.GroupAsync(aws.ElastiCache(region), id, cancellationToken);

    /// <summary>One node of a group, which knows what all share; null where it is not there (yet).</summary>
    public async Task<CacheCluster?> FindNodeAsync(CachePlan cache, ReplicationGroup group, CancellationToken cancellationToken) =>
        (group.MemberClusters ?? []).FirstOrDefault() is { } id
            ? await CacheLookup.ClusterAsync(aws.ElastiCache(cache.Region), id, cancellationToken)
            : null;

    /// <summary>What ElastiCache says happened to the cache and its nodes, the latest last.</summary>
    /// <param name="cache">The cache.</param>
    /// <param name="group">It, where it is still there: older events of its id are another cache's.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    public async Task<IReadOnlyList<string>> EventsAsync(CachePlan cache, ReplicationGroup? group, CancellationToken cancellationToken)
    {
        var events = new List<Event>();
        var request = new DescribeEventsRequest
        {
            StartTime = group?.ReplicationGroupCreateTime,
            Duration = group?.ReplicationGroupCreateTime is null ? MostMinutes : null,
        };
        do
        {
            var client = aws.ElastiCache(cache.Region);
            var page = await AwsCalls.ExpectAsync("elasticache:DescribeEvents", cache.Id, () => client.DescribeEventsAsync(request, cancellationToken));
            events.AddRange((page.Events ?? []).Where(item => IsOf(cache, item)));
            request.Marker = page.Marker;
        }
        while (!string.IsNullOrEmpty(request.Marker));
        return [.. events.OrderBy(item => item.Date).TakeLast(MostEvents).Select(item => item.Message)];
    }

    // Nodes are named after their group.
    private static bool IsOf(CachePlan cache, Event item) =>
        item.SourceIdentifier == cache.Id || item.SourceIdentifier?.StartsWith($"{cache.Id}-", StringComparison.Ordinal) == true;
}
