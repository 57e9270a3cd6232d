using System.Xml.Linq;
using CacheBackup.LocalAws.ElastiCache.Model;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Operations;

internal sealed class DescribeSnapshots : StateOperation
{
    public override IReadOnlyCollection<string> Supported { get; } =
        ["SnapshotName", "ReplicationGroupId", "CacheClusterId", "SnapshotSource", "MaxRecords", "Marker", "ShowNodeGroupConfig"];

    protected override IEnumerable<XElement?> Run(OperationCall call)
    {
        var parameters = call.Parameters;
        var show = parameters.Flag("ShowNodeGroupConfig") ?? false;
        var group = parameters.Text("ReplicationGroupId")?.ToLowerInvariant();
        var cluster = parameters.Text("CacheClusterId")?.ToLowerInvariant();
        bool? automatic = parameters.OneOf("SnapshotSource", "system", "user") is { } source ? source == "system" : null;
        var named = parameters.Text("SnapshotName") is { } name ? [call.State.Snapshot(name)] : call.State.Snapshots.Values.ToList();
        return Page.Of(
            named.Where(snapshot => Matches(snapshot, group, cluster, automatic)),
            snapshot => snapshot.Name,
            parameters,
            50,
            "Snapshots",
            snapshot => SnapshotXml.Write(snapshot, call.State, show));
    }

    private static bool Matches(Snapshot snapshot, string? group, string? cluster, bool? automatic) =>
        (group is null || snapshot.Group?.Id == group)
        && (cluster is null || snapshot.Node?.Id == cluster)
        && (automatic is null || snapshot.IsAutomatic == automatic);
}
