using Amazon.ElastiCache.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.ElastiCache.Model;

public class ListTagsForResourceRequest : AmazonElastiCacheRequest
{
    [AWSProperty(Required = true)] public string ResourceName { get; set; }
}

public class ListTagsForResourceResponse : AmazonWebServiceResponse
{
    [Items("Tag")] public List<Tag> TagList { get; set; }
}
