using Amazon.ElastiCache.Internal;
using Amazon.Runtime;

namespace Amazon.ElastiCache.Model;

public class DescribeEventsRequest : AmazonElastiCacheRequest
{
    public string SourceIdentifier { get; set; }

    public SourceType SourceType { get; set; }

    public DateTime? StartTime { get; set; }

    public DateTime? EndTime { get; set; }

    public int? Duration { get; set; }

    public int? MaxRecords { get; set; }

    public string Marker { get; set; }
}

public class DescribeEventsResponse : AmazonWebServiceResponse
{
    public string Marker { get; set; }

    [Items("Event")] public List<Event> Events { get; set; }
}
