using System.Xml.Linq;

namespace CacheBackup.LocalAws.ElastiCache.Operations;

internal sealed class ListTagsForResource : StateOperation
{
    public override IReadOnlyCollection<string> Supported { get; } = ["ResourceName"];

    protected override IEnumerable<XElement?> Run(OperationCall call) => TaggedResource.Write(TaggedResource.Of(call)[0]);
}
