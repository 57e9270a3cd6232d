using System.Xml.Linq;
using CacheBackup.LocalAws.ElastiCache.Model;
using CacheBackup.LocalAws.ElastiCache.Snapshots;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Operations;

internal sealed class CreateSnapshot(Backend backend, SnapshotTaker taker) : StateOperation
{
    public override IReadOnlyCollection<string> Supported { get; } =
        ["ReplicationGroupId", "CacheClusterId", "SnapshotName", "KmsKeyId", "Tags"];

    protected override IEnumerable<XElement?> Run(OperationCall call)
    {
        var name = Names.Snapshot("SnapshotName", call.Parameters.Required("SnapshotName"));
        var source = Source(call.Parameters, call.State);
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        TagSet.Apply(call.Parameters, tags);
        var snapshot = SnapshotPlan.Manual(call.State, name, source, backend.Now, call.Parameters.Text("KmsKeyId"));
        TagSet.Apply(call.Parameters, snapshot.Tags);
        source.MarkSnapshotting();
        backend.Run(cancellationToken => taker.TakeAsync(call.State, snapshot, cancellationToken));
        return [SnapshotXml.Write(snapshot, call.State, showConfiguration: false)];
    }

    private static SnapshotSource Source(QueryParameters parameters, RegionState state) =>
        (parameters.Text("ReplicationGroupId"), parameters.Text("CacheClusterId")) switch
        {
            ({ } id, null) => OfGroup(state.Group(id)),
            (null, { } id) => OfNode(state.Cluster(id)),
            _ => throw ServiceError.InvalidCombination("Exactly one of ReplicationGroupId and CacheClusterId must be provided."),
        };

    private static SnapshotSource OfGroup(ReplicationGroup group) => group.ClusterEnabled
        ? SnapshotSource.Of(group)
        : throw ServiceError.InvalidCombination(
            $"Replication group {group.Id} has cluster mode disabled: specify the CacheClusterId of the node to snapshot.");

    private static SnapshotSource OfNode(CacheCluster node) => node.Group is { ClusterEnabled: true } group
        ? throw ServiceError.InvalidCombination(
            $"Cache cluster {node.Id} belongs to replication group {group.Id} with cluster mode enabled: specify the ReplicationGroupId.")
        : SnapshotSource.Of(node);
}
