using System.Xml.Linq;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Operations;

internal sealed class DescribeReplicationGroups : StateOperation
{
    public override IReadOnlyCollection<string> Supported { get; } = ["ReplicationGroupId", "MaxRecords", "Marker"];

    protected override IEnumerable<XElement?> Run(OperationCall call)
    {
        var groups = call.Parameters.Text("ReplicationGroupId") is { } id ? [call.State.Group(id)] : call.State.Groups.Values.ToList();
        return Page.Of(
            groups, group => group.Id, call.Parameters, 100, "ReplicationGroups", group => ReplicationGroupXml.Write(group, call.State));
    }
}
