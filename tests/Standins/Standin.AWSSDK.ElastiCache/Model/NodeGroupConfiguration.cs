using Amazon.ElastiCache.Internal;
using Amazon.Runtime.Internal;

namespace Amazon.ElastiCache.Model;

public class NodeGroupConfiguration
{
    [AWSProperty(Min = 1, Max = 4)] public string NodeGroupId { get; set; }

    public string Slots { get; set; }

    public int? ReplicaCount { get; set; }

    public string PrimaryAvailabilityZone { get; set; }

    [Items("AvailabilityZone")] public List<string> ReplicaAvailabilityZones { get; set; }

    public string PrimaryOutpostArn { get; set; }

    [Items("OutpostArn")] public List<string> ReplicaOutpostArns { get; set; }
}
