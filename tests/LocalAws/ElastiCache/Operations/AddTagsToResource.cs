using System.Xml.Linq;

namespace CacheBackup.LocalAws.ElastiCache.Operations;

internal sealed class AddTagsToResource : StateOperation
{
    public override IReadOnlyCollection<string> Supported { get; } = ["ResourceName", "Tags"];

    protected override IEnumerable<XElement?> Run(OperationCall call)
    {
        var tags = TaggedResource.Of(call);
        TagSet.Apply(call.Parameters, tags);
        return TaggedResource.Write(tags[0]);
    }
}
