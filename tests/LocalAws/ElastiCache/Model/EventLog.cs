namespace CacheBackup.LocalAws.ElastiCache.Model;

/// <summary>Something that happened to a cache.</summary>
/// <param name="Sequence">Orders events of the same instant.</param>
/// <param name="SourceType"><c>cache-cluster</c> or <c>replication-group</c>.</param>
internal sealed record CacheEvent(long Sequence, DateTimeOffset Date, string SourceType, string SourceId, string Message);

/// <summary>What <c>DescribeEvents</c> tells, the last 14 days of it.</summary>
internal sealed class EventLog
{
    private static readonly TimeSpan Kept = TimeSpan.FromDays(14);
    private readonly List<CacheEvent> _events = [];
    private long _sequence;

    /// <summary>What is kept at that time, oldest first.</summary>
    public IEnumerable<CacheEvent> At(DateTimeOffset now) => _events.Where(item => item.Date >= now - Kept);

    public void Add(CacheCluster cluster, DateTimeOffset now, string message) => Add("cache-cluster", cluster.Id, now, message);

    public void Add(ReplicationGroup group, DateTimeOffset now, string message) => Add("replication-group", group.Id, now, message);

    private void Add(string sourceType, string sourceId, DateTimeOffset now, string message)
    {
        _events.RemoveAll(old => old.Date < now - Kept);
        _events.Add(new CacheEvent(_sequence++, now, sourceType, sourceId, message));
    }
}
