using Amazon.ElastiCache.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.ElastiCache.Model;

public class RemoveTagsFromResourceRequest : AmazonElastiCacheRequest
{
    [AWSProperty(Required = true)] public string ResourceName { get; set; }

    [AWSProperty(Required = true)] public List<string> TagKeys { get; set; }
}

public class RemoveTagsFromResourceResponse : AmazonWebServiceResponse
{
    [Items("Tag")] public List<Tag> TagList { get; set; }
}
