using Amazon.Runtime;

namespace Amazon.ElastiCache;

// Every class takes any string, so that a value newer than this list survives the round trip.

public class AZMode(string value) : ConstantClass(value)
{
    public static readonly AZMode CrossAz = new("cross-az");
    public static readonly AZMode SingleAz = new("single-az");

    public static AZMode FindValue(string value) => FindValue<AZMode>(value);

    public static implicit operator AZMode(string value) => FindValue(value);
}

public class AuthTokenUpdateStatus(string value) : ConstantClass(value)
{
    public static readonly AuthTokenUpdateStatus ROTATING = new("ROTATING");
    public static readonly AuthTokenUpdateStatus SETTING = new("SETTING");

    public static AuthTokenUpdateStatus FindValue(string value) => FindValue<AuthTokenUpdateStatus>(value);

    public static implicit operator AuthTokenUpdateStatus(string value) => FindValue(value);
}

public class AutomaticFailoverStatus(string value) : ConstantClass(value)
{
    public static readonly AutomaticFailoverStatus Disabled = new("disabled");
    public static readonly AutomaticFailoverStatus Disabling = new("disabling");
    public static readonly AutomaticFailoverStatus Enabled = new("enabled");
    public static readonly AutomaticFailoverStatus Enabling = new("enabling");

    public static AutomaticFailoverStatus FindValue(string value) => FindValue<AutomaticFailoverStatus>(value);

    public static implicit operator AutomaticFailoverStatus(string value) => FindValue(value);
}

public class ClusterMode(string value) : ConstantClass(value)
{
    public static readonly ClusterMode Compatible = new("compatible");
    public static readonly ClusterMode Disabled = new("disabled");
    public static readonly ClusterMode Enabled = new("enabled");

    public static ClusterMode FindValue(string value) => FindValue<ClusterMode>(value);

    public static implicit operator ClusterMode(string value) => FindValue(value);
}

public class DataStorageUnit(string value) : ConstantClass(value)
{
    public static readonly DataStorageUnit GB = new("GB");

    public static DataStorageUnit FindValue(string value) => FindValue<DataStorageUnit>(value);

    public static implicit operator DataStorageUnit(string value) => FindValue(value);
}

public class DataTieringStatus(string value) : ConstantClass(value)
{
    public static readonly DataTieringStatus Disabled = new("disabled");
    public static readonly DataTieringStatus Enabled = new("enabled");

    public static DataTieringStatus FindValue(string value) => FindValue<DataTieringStatus>(value);

    public static implicit operator DataTieringStatus(string value) => FindValue(value);
}

public class DestinationType(string value) : ConstantClass(value)
{
    public static readonly DestinationType CloudwatchLogs = new("cloudwatch-logs");
    public static readonly DestinationType KinesisFirehose = new("kinesis-firehose");

    public static DestinationType FindValue(string value) => FindValue<DestinationType>(value);

    public static implicit operator DestinationType(string value) => FindValue(value);
}

public class Durability(string value) : ConstantClass(value)
{
    public static readonly Durability Async = new("async");
    public static readonly Durability Default = new("default");
    public static readonly Durability Disabled = new("disabled");
    public static readonly Durability Sync = new("sync");

    public static Durability FindValue(string value) => FindValue<Durability>(value);

    public static implicit operator Durability(string value) => FindValue(value);
}

public class EffectiveDurability(string value) : ConstantClass(value)
{
    public static readonly EffectiveDurability Async = new("async");
    public static readonly EffectiveDurability Disabled = new("disabled");
    public static readonly EffectiveDurability Sync = new("sync");

    public static EffectiveDurability FindValue(string value) => FindValue<EffectiveDurability>(value);

    public static implicit operator EffectiveDurability(string value) => FindValue(value);
}

public class IpDiscovery(string value) : ConstantClass(value)
{
    public static readonly IpDiscovery Ipv4 = new("ipv4");
    public static readonly IpDiscovery Ipv6 = new("ipv6");

    public static IpDiscovery FindValue(string value) => FindValue<IpDiscovery>(value);

    public static implicit operator IpDiscovery(string value) => FindValue(value);
}

public class LogDeliveryConfigurationStatus(string value) : ConstantClass(value)
{
    public static readonly LogDeliveryConfigurationStatus Active = new("active");
    public static readonly LogDeliveryConfigurationStatus Disabling = new("disabling");
    public static readonly LogDeliveryConfigurationStatus Enabling = new("enabling");
    public static readonly LogDeliveryConfigurationStatus Error = new("error");
    public static readonly LogDeliveryConfigurationStatus Modifying = new("modifying");

    public static LogDeliveryConfigurationStatus FindValue(string value) => FindValue<LogDeliveryConfigurationStatus>(value);

    public static implicit operator LogDeliveryConfigurationStatus(string value) => FindValue(value);
}

public class LogFormat(string value) : ConstantClass(value)
{
    public static readonly LogFormat Json = new("json");
    public static readonly LogFormat Text = new("text");

    public static LogFormat FindValue(string value) => FindValue<LogFormat>(value);

    public static implicit operator LogFormat(string value) => FindValue(value);
}

public class LogType(string value) : ConstantClass(value)
{
    public static readonly LogType EngineLog = new("engine-log");
    public static readonly LogType SlowLog = new("slow-log");

    public static LogType FindValue(string value) => FindValue<LogType>(value);

    public static implicit operator LogType(string value) => FindValue(value);
}

public class MultiAZStatus(string value) : ConstantClass(value)
{
    public static readonly MultiAZStatus Disabled = new("disabled");
    public static readonly MultiAZStatus Enabled = new("enabled");

    public static MultiAZStatus FindValue(string value) => FindValue<MultiAZStatus>(value);

    public static implicit operator MultiAZStatus(string value) => FindValue(value);
}

public class NetworkType(string value) : ConstantClass(value)
{
    public static readonly NetworkType Dual_stack = new("dual_stack");
    public static readonly NetworkType Ipv4 = new("ipv4");
    public static readonly NetworkType Ipv6 = new("ipv6");

    public static NetworkType FindValue(string value) => FindValue<NetworkType>(value);

    public static implicit operator NetworkType(string value) => FindValue(value);
}

public class OutpostMode(string value) : ConstantClass(value)
{
    public static readonly OutpostMode CrossOutpost = new("cross-outpost");
    public static readonly OutpostMode SingleOutpost = new("single-outpost");

    public static OutpostMode FindValue(string value) => FindValue<OutpostMode>(value);

    public static implicit operator OutpostMode(string value) => FindValue(value);
}

public class PendingAutomaticFailoverStatus(string value) : ConstantClass(value)
{
    public static readonly PendingAutomaticFailoverStatus Disabled = new("disabled");
    public static readonly PendingAutomaticFailoverStatus Enabled = new("enabled");

    public static PendingAutomaticFailoverStatus FindValue(string value) => FindValue<PendingAutomaticFailoverStatus>(value);

    public static implicit operator PendingAutomaticFailoverStatus(string value) => FindValue(value);
}

public class SourceType(string value) : ConstantClass(value)
{
    public static readonly SourceType CacheCluster = new("cache-cluster");
    public static readonly SourceType CacheParameterGroup = new("cache-parameter-group");
    public static readonly SourceType CacheSecurityGroup = new("cache-security-group");
    public static readonly SourceType CacheSubnetGroup = new("cache-subnet-group");
    public static readonly SourceType ReplicationGroup = new("replication-group");
    public static readonly SourceType ServerlessCache = new("serverless-cache");
    public static readonly SourceType ServerlessCacheSnapshot = new("serverless-cache-snapshot");
    public static readonly SourceType User = new("user");
    public static readonly SourceType UserGroup = new("user-group");

    public static SourceType FindValue(string value) => FindValue<SourceType>(value);

    public static implicit operator SourceType(string value) => FindValue(value);
}

public class StorageEncryptionType(string value) : ConstantClass(value)
{
    public static readonly StorageEncryptionType None = new("none");
    public static readonly StorageEncryptionType SseElasticache = new("sse-elasticache");
    public static readonly StorageEncryptionType SseKms = new("sse-kms");

    public static StorageEncryptionType FindValue(string value) => FindValue<StorageEncryptionType>(value);

    public static implicit operator StorageEncryptionType(string value) => FindValue(value);
}

public class TransitEncryptionMode(string value) : ConstantClass(value)
{
    public static readonly TransitEncryptionMode Preferred = new("preferred");
    public static readonly TransitEncryptionMode Required = new("required");

    public static TransitEncryptionMode FindValue(string value) => FindValue<TransitEncryptionMode>(value);

    public static implicit operator TransitEncryptionMode(string value) => FindValue(value);
}
