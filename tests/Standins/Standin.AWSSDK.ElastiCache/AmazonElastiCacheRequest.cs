using Amazon.Runtime;

namespace Amazon.ElastiCache;

public class AmazonElastiCacheRequest : AmazonWebServiceRequest;
