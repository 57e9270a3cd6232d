using System.Xml.Linq;
using CacheBackup.LocalAws.ElastiCache.Engines;
using CacheBackup.LocalAws.ElastiCache.Model;
using CacheBackup.LocalAws.ElastiCache.Snapshots;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Operations;

internal sealed class DeleteCacheCluster(Backend backend, CacheRemover remover, SnapshotTaker taker) : StateOperation
{
    public override IReadOnlyCollection<string> Supported { get; } = ["CacheClusterId", "FinalSnapshotIdentifier"];

    protected override IEnumerable<XElement?> Run(OperationCall call)
    {
        var cluster = call.State.Cluster(call.Parameters.Required("CacheClusterId"));
        Check(cluster);
        var final = call.Parameters.Text("FinalSnapshotIdentifier") is { } name
            ? SnapshotPlan.Manual(call.State, Names.Snapshot("FinalSnapshotIdentifier", name), SnapshotSource.Of(cluster), backend.Now)
            : null;
        cluster.Status = Status.Deleting;
        backend.Run(async cancellationToken =>
        {
            await (final is null ? Task.CompletedTask : taker.TakeAsync(call.State, final, cancellationToken));
            await remover.RemoveAsync(call.State, cluster, cancellationToken);
        });
        return [CacheClusterXml.Write(cluster, call.State, showNodes: false)];
    }

    private static void Check(CacheCluster cluster)
    {
        if (cluster.Group is { } group)
        {
            throw group.Shards.Any(shard => shard.Primary == cluster)
                ? ServiceError.BadRequest(
                    "InvalidCacheClusterState",
                    $"Cache cluster {cluster.Id} is serving as primary for replication group {group.Id} and cannot be deleted.")
                : ServiceError.NotImplemented("deleting a replica of a replication group");
        }

        if (cluster.Status is not (Status.Available or Status.Failed or Status.RestoreFailed))
        {
            throw ServiceError.BadRequest(
                "InvalidCacheClusterState",
                "Can only delete cache clusters with state in: available, failed, incompatible-parameters, incompatible-network, "
                + $"restore-failed, recovering. Cluster {cluster.Id} has state: {cluster.Status}.");
        }
    }
}
