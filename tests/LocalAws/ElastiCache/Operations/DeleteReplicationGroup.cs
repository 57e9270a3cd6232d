using System.Xml.Linq;
using CacheBackup.LocalAws.ElastiCache.Engines;
using CacheBackup.LocalAws.ElastiCache.Model;
using CacheBackup.LocalAws.ElastiCache.Snapshots;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Operations;

internal sealed class DeleteReplicationGroup(Backend backend, CacheRemover remover, SnapshotTaker taker) : StateOperation
{
    public override IReadOnlyCollection<string> Supported { get; } =
        ["ReplicationGroupId", "RetainPrimaryCluster", "FinalSnapshotIdentifier"];

    protected override IEnumerable<XElement?> Run(OperationCall call)
    {
        var group = call.State.Group(call.Parameters.Required("ReplicationGroupId"));
        if (call.Parameters.Flag("RetainPrimaryCluster") is true)
        {
            throw ServiceError.NotImplemented("RetainPrimaryCluster=true");
        }

        if (group.Status is not (Status.Available or Status.CreateFailed or Status.RestoreFailed))
        {
            throw ServiceError.BadRequest(
                "InvalidReplicationGroupState", $"Replication group {group.Id} is not in a state it can be deleted in: {group.Status}.");
        }

        var final = call.Parameters.Text("FinalSnapshotIdentifier") is { } name
            ? SnapshotPlan.Manual(call.State, Names.Snapshot("FinalSnapshotIdentifier", name), SnapshotSource.Of(group), backend.Now)
            : null;
        CacheRemover.Mark(group, Status.Deleting);
        backend.Run(async cancellationToken =>
        {
            await (final is null ? Task.CompletedTask : taker.TakeAsync(call.State, final, cancellationToken));
            await remover.RemoveAsync(call.State, group, cancellationToken);
        });
        return [ReplicationGroupXml.Write(group, call.State)];
    }
}
