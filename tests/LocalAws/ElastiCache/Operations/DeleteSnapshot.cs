using System.Xml.Linq;
using CacheBackup.LocalAws.ElastiCache.Model;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Operations;

internal sealed class DeleteSnapshot(Backend backend) : StateOperation
{
    public override IReadOnlyCollection<string> Supported { get; } = ["SnapshotName"];

    protected override IEnumerable<XElement?> Run(OperationCall call)
    {
        var snapshot = call.State.Snapshot(call.Parameters.Required("SnapshotName"));
        if (snapshot.Status is not (Status.Available or Status.Failed))
        {
            throw ServiceError.BadRequest(
                "InvalidSnapshotState", $"Snapshot {snapshot.Name} cannot be deleted while it is {snapshot.Status}.");
        }

        snapshot.Status = Status.Deleting;
        backend.Run(cancellationToken => RemoveAsync(call.State, snapshot, cancellationToken));
        return [SnapshotXml.Write(snapshot, call.State, showConfiguration: false)];
    }

    private async Task RemoveAsync(RegionState state, Snapshot snapshot, CancellationToken cancellationToken)
    {
        await backend.DelayAsync(backend.Durations.DeleteSnapshot, cancellationToken);
        lock (state.Gate)
        {
            state.Snapshots.Remove(snapshot.Name);
            foreach (var file in snapshot.Shards.Select(shard => shard.File).OfType<FileInfo>())
            {
                file.Delete();
            }
        }
    }
}
