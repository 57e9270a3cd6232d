using System.Xml.Linq;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Operations;

internal sealed class DescribeCacheClusters : StateOperation
{
    public override IReadOnlyCollection<string> Supported { get; } =
        ["CacheClusterId", "MaxRecords", "Marker", "ShowCacheNodeInfo", "ShowCacheClustersNotInReplicationGroups"];

    protected override IEnumerable<XElement?> Run(OperationCall call)
    {
        var showNodes = call.Parameters.Flag("ShowCacheNodeInfo") ?? false;
        var onlyAlone = call.Parameters.Flag("ShowCacheClustersNotInReplicationGroups") ?? false;
        var clusters = call.Parameters.Text("CacheClusterId") is { } id ? [call.State.Cluster(id)] : call.State.Clusters.Values.ToList();
        return Page.Of(
            clusters.Where(cluster => !onlyAlone || cluster.Group is null),
            cluster => cluster.Id,
            call.Parameters,
            100,
            "CacheClusters",
            cluster => CacheClusterXml.Write(cluster, call.State, showNodes));
    }
}
