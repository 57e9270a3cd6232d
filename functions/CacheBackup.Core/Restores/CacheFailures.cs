using Amazon.ElastiCache;
using Amazon.ElastiCache.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Errors;

namespace CacheBackup.Core.Restores;

/// <summary>Why there is no new cache, in words.</summary>
internal static class CacheFailures
{
    public static CacheIdTakenException IdTaken(CachePlan cache, string? status) => new(
        $"Replication group {cache.Id} exists in {cache.Region} ({status ?? "status unknown"}), and this restore did not create it.",
        "It stays untouched. Name another NewCache.ReplicationGroupId.");

    public static CacheCreationFailedException GaveUp(CachePlan cache, string? status, IReadOnlyList<string> events) => new(
        $"Replication group {cache.Id} {(status is null ? "vanished" : $"became {status}")} while it was created"
        + (events.Count == 0 ? "; ElastiCache has no event that says why." : $". ElastiCache says: {string.Join(" / ", events)}"),
        "Most often the data does not fit the node type: choose a larger one or more shards, and start again. "
        + "Otherwise look at the grant, the subnet group's free addresses, and the events.");

    public static CacheDeadlineException TooLate(CachePlan cache, string? status, int deadlineSeconds, IReadOnlyList<string> events) => new(
        $"Replication group {cache.Id} is {status ?? "not to be found"} after {deadlineSeconds} s"
        + (events.Count == 0 ? "." : $". ElastiCache says: {string.Join(" / ", events)}"),
        "Raise Polling.CacheDeadlineSeconds if a cache of this size takes that long, or look at its events.");

    /// <summary>ElastiCache's refusals to create the cache.</summary>
    public static PermanentException Translate(RestorePlan plan, AmazonElastiCacheException error) => error switch
    {
        NodeQuotaForCustomerExceededException or NodeQuotaForClusterExceededException or InsufficientCacheClusterCapacityException
            or { ErrorCode: "NodeGroupsPerReplicationGroupQuotaExceeded" } => new CacheQuotaSpentException(
                $"ElastiCache creates no cache of {plan.Cache.Slots.Count} shards with {plan.Cache.Replicas + 1} nodes of {plan.Cache.NodeType} "
                + $"now: {error.Message}",
                "Ask for a higher quota, delete what is not needed, or choose another node type or fewer nodes."),
        _ when SeedMessages.Translate(error.Message, plan.Seed.Bucket) is { } refusal => refusal,
        InvalidParameterValueException or InvalidParameterCombinationException or CacheParameterGroupNotFoundException
            or CacheSubnetGroupNotFoundException or InvalidKMSKeyException or TagQuotaPerResourceExceededException
            or { ErrorCode: "UserGroupNotFound" or "InvalidUserGroupState" or "CacheSecurityGroupNotFound" or "InvalidVPCNetworkStateFault" } =>
                new CacheSettingsRefusedException(
                    $"ElastiCache refused to create {plan.Cache.Id}: {error.Message.TrimEnd('.')}.",
                    "Correct the field of NewCache that this is about (ParameterGroup, SubnetGroup, NodeType, …); what NewCache does not name "
                    + "comes from the backup's cache."),
        _ => AwsCalls.Unexpected("elasticache:CreateReplicationGroup", plan.Cache.Id, error),
    };
}
