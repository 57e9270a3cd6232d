using System.Collections.Concurrent;

namespace CacheBackup.LocalAws.ElastiCache.Model;

/// <summary>How much data a node holds: the <c>maxmemory</c> of its type, in bytes.</summary>
/// <remarks>Types that are not listed hold more than anyone loads on one machine: they have no limit here.</remarks>
internal sealed class NodeMemory
{
    private static readonly Dictionary<string, long> Bytes = new(StringComparer.Ordinal)
    {
        ["cache.t1.micro"] = 142_606_336,
        ["cache.t2.micro"] = 581_959_680,
        ["cache.t2.small"] = 1_665_138_688,
        ["cache.t2.medium"] = 3_461_349_376,
        ["cache.t3.micro"] = 536_870_912,
        ["cache.t3.small"] = 1_471_026_299,
        ["cache.t3.medium"] = 3_317_862_236,
        ["cache.t4g.micro"] = 536_870_912,
        ["cache.t4g.small"] = 1_471_026_299,
        ["cache.t4g.medium"] = 3_317_862_236,
        ["cache.m5.large"] = 6_854_542_746,
        ["cache.m6g.large"] = 6_854_542_746,
        ["cache.m7g.large"] = 6_854_542_746,
    };

    private readonly ConcurrentDictionary<string, long> _changed = new(StringComparer.Ordinal);

    public long Of(string nodeType) =>
        _changed.TryGetValue(nodeType, out var changed) ? changed : Bytes.GetValueOrDefault(nodeType, long.MaxValue);

    /// <summary>Makes a type smaller or larger than it is.</summary>
    public void Set(string nodeType, long bytes) => _changed[nodeType] = bytes;
}
