using System.Xml.Linq;
using CacheBackup.LocalAws.ElastiCache.Model;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Operations;

/// <summary>Finds the tags that an ARN names.</summary>
internal static class TaggedResource
{
    /// <summary>The resource's own tags first; a change of a group's tags also goes to all of its nodes, as in AWS.</summary>
    /// <exception cref="ServiceError">
    /// Malformed or foreign ARN; no such resource; or a cache that is not <c>available</c>, which AWS refuses even to read.
    /// </exception>
    public static IReadOnlyList<Dictionary<string, string>> Of(OperationCall call)
    {
        var arn = call.Parameters.Required("ResourceName");
        var parts = arn.Split(':', 7);
        if (parts.Length != 7 || arn != call.State.Arn(parts[5], parts[6]))
        {
            throw ServiceError.BadRequest("InvalidARN", $"The ARN {arn} is malformed, or of another account or Region.");
        }

        return parts[5] switch
        {
            "replicationgroup" => OfGroup(call.State.Group(parts[6])),
            "cluster" => [OfCluster(call.State.Cluster(parts[6]))],
            "snapshot" => [call.State.Snapshot(parts[6]).Tags],
            var type => throw ServiceError.NotImplemented($"tags of a {type}"),
        };
    }

    public static IEnumerable<XElement?> Write(Dictionary<string, string> tags) =>
        [Xml.List("TagList", tags.Select(tag => Xml.Structure("Tag", Xml.Field("Key", tag.Key), Xml.Field("Value", tag.Value))))];

    private static IReadOnlyList<Dictionary<string, string>> OfGroup(ReplicationGroup group) => group.Status == Status.Available
        ? [group.Tags, .. group.Members.Select(member => member.Tags)]
        : throw ServiceError.BadRequest("InvalidReplicationGroupState", "Cluster not in available state to perform tagging operations.");

    private static Dictionary<string, string> OfCluster(CacheCluster cluster) => cluster.Status == Status.Available
        ? cluster.Tags
        : throw ServiceError.NotFound("CacheClusterNotFound", $"{cluster.Id} is either not present or not available.");
}
