using System.Xml.Linq;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Operations;

internal sealed class RemoveTagsFromResource : StateOperation
{
    public override IReadOnlyCollection<string> Supported { get; } = ["ResourceName", "TagKeys"];

    protected override IEnumerable<XElement?> Run(OperationCall call)
    {
        var tags = TaggedResource.Of(call);
        var keys = call.Parameters.List("TagKeys");
        if (keys.FirstOrDefault(key => !tags[0].ContainsKey(key)) is { } unknown)
        {
            throw ServiceError.NotFound("TagNotFound", $"Tag not found: {unknown}");
        }

        foreach (var (resource, key) in tags.SelectMany(resource => keys.Select(key => (resource, key))))
        {
            resource.Remove(key);
        }

        return TaggedResource.Write(tags[0]);
    }
}
