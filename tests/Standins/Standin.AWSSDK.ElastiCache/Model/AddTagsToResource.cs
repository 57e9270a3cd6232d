using Amazon.ElastiCache.Internal;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace Amazon.ElastiCache.Model;

public class AddTagsToResourceRequest : AmazonElastiCacheRequest
{
    [AWSProperty(Required = true)] public string ResourceName { get; set; }

    [Items("Tag"), AWSProperty(Required = true)] public List<Tag> Tags { get; set; }
}

public class AddTagsToResourceResponse : AmazonWebServiceResponse
{
    [Items("Tag")] public List<Tag> TagList { get; set; }
}
