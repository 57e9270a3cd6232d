using System.Net;
using Amazon.Runtime;

namespace Amazon.ElastiCache.Model;

// One class an error, every one with the six constructors the SDK gives all of them.

public class CacheClusterNotFoundException : AmazonElastiCacheException
{
    public CacheClusterNotFoundException() { }

    public CacheClusterNotFoundException(string message) : base(message) { }

    public CacheClusterNotFoundException(string message, Exception innerException) : base(message, innerException) { }

    public CacheClusterNotFoundException(Exception innerException) : base(innerException) { }

    public CacheClusterNotFoundException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public CacheClusterNotFoundException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class CacheParameterGroupNotFoundException : AmazonElastiCacheException
{
    public CacheParameterGroupNotFoundException() { }

    public CacheParameterGroupNotFoundException(string message) : base(message) { }

    public CacheParameterGroupNotFoundException(string message, Exception innerException) : base(message, innerException) { }

    public CacheParameterGroupNotFoundException(Exception innerException) : base(innerException) { }

    public CacheParameterGroupNotFoundException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public CacheParameterGroupNotFoundException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class CacheSubnetGroupNotFoundException : AmazonElastiCacheException
{
    public CacheSubnetGroupNotFoundException() { }

    public CacheSubnetGroupNotFoundException(string message) : base(message) { }

    public CacheSubnetGroupNotFoundException(string message, Exception innerException) : base(message, innerException) { }

    public CacheSubnetGroupNotFoundException(Exception innerException) : base(innerException) { }

    public CacheSubnetGroupNotFoundException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public CacheSubnetGroupNotFoundException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class GlobalReplicationGroupAlreadyExistsException : AmazonElastiCacheException
{
    public GlobalReplicationGroupAlreadyExistsException() { }

    public GlobalReplicationGroupAlreadyExistsException(string message) : base(message) { }

    public GlobalReplicationGroupAlreadyExistsException(string message, Exception innerException) : base(message, innerException) { }

    public GlobalReplicationGroupAlreadyExistsException(Exception innerException) : base(innerException) { }

    public GlobalReplicationGroupAlreadyExistsException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public GlobalReplicationGroupAlreadyExistsException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class GlobalReplicationGroupNotFoundException : AmazonElastiCacheException
{
    public GlobalReplicationGroupNotFoundException() { }

    public GlobalReplicationGroupNotFoundException(string message) : base(message) { }

    public GlobalReplicationGroupNotFoundException(string message, Exception innerException) : base(message, innerException) { }

    public GlobalReplicationGroupNotFoundException(Exception innerException) : base(innerException) { }

    public GlobalReplicationGroupNotFoundException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public GlobalReplicationGroupNotFoundException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InsufficientCacheClusterCapacityException : AmazonElastiCacheException
{
    public InsufficientCacheClusterCapacityException() { }

    public InsufficientCacheClusterCapacityException(string message) : base(message) { }

    public InsufficientCacheClusterCapacityException(string message, Exception innerException) : base(message, innerException) { }

    public InsufficientCacheClusterCapacityException(Exception innerException) : base(innerException) { }

    public InsufficientCacheClusterCapacityException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InsufficientCacheClusterCapacityException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidARNException : AmazonElastiCacheException
{
    public InvalidARNException() { }

    public InvalidARNException(string message) : base(message) { }

    public InvalidARNException(string message, Exception innerException) : base(message, innerException) { }

    public InvalidARNException(Exception innerException) : base(innerException) { }

    public InvalidARNException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InvalidARNException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidCacheClusterStateException : AmazonElastiCacheException
{
    public InvalidCacheClusterStateException() { }

    public InvalidCacheClusterStateException(string message) : base(message) { }

    public InvalidCacheClusterStateException(string message, Exception innerException) : base(message, innerException) { }

    public InvalidCacheClusterStateException(Exception innerException) : base(innerException) { }

    public InvalidCacheClusterStateException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InvalidCacheClusterStateException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidCredentialsException : AmazonElastiCacheException
{
    public InvalidCredentialsException() { }

    public InvalidCredentialsException(string message) : base(message) { }

    public InvalidCredentialsException(string message, Exception innerException) : base(message, innerException) { }

    public InvalidCredentialsException(Exception innerException) : base(innerException) { }

    public InvalidCredentialsException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InvalidCredentialsException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidKMSKeyException : AmazonElastiCacheException
{
    public InvalidKMSKeyException() { }

    public InvalidKMSKeyException(string message) : base(message) { }

    public InvalidKMSKeyException(string message, Exception innerException) : base(message, innerException) { }

    public InvalidKMSKeyException(Exception innerException) : base(innerException) { }

    public InvalidKMSKeyException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InvalidKMSKeyException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidParameterCombinationException : AmazonElastiCacheException
{
    public InvalidParameterCombinationException() { }

    public InvalidParameterCombinationException(string message) : base(message) { }

    public InvalidParameterCombinationException(string message, Exception innerException) : base(message, innerException) { }

    public InvalidParameterCombinationException(Exception innerException) : base(innerException) { }

    public InvalidParameterCombinationException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InvalidParameterCombinationException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidParameterValueException : AmazonElastiCacheException
{
    public InvalidParameterValueException() { }

    public InvalidParameterValueException(string message) : base(message) { }

    public InvalidParameterValueException(string message, Exception innerException) : base(message, innerException) { }

    public InvalidParameterValueException(Exception innerException) : base(innerException) { }

    public InvalidParameterValueException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InvalidParameterValueException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidReplicationGroupStateException : AmazonElastiCacheException
{
    public InvalidReplicationGroupStateException() { }

    public InvalidReplicationGroupStateException(string message) : base(message) { }

    public InvalidReplicationGroupStateException(string message, Exception innerException) : base(message, innerException) { }

    public InvalidReplicationGroupStateException(Exception innerException) : base(innerException) { }

    public InvalidReplicationGroupStateException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InvalidReplicationGroupStateException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidServerlessCacheSnapshotStateException : AmazonElastiCacheException
{
    public InvalidServerlessCacheSnapshotStateException() { }

    public InvalidServerlessCacheSnapshotStateException(string message) : base(message) { }

    public InvalidServerlessCacheSnapshotStateException(string message, Exception innerException) : base(message, innerException) { }

    public InvalidServerlessCacheSnapshotStateException(Exception innerException) : base(innerException) { }

    public InvalidServerlessCacheSnapshotStateException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InvalidServerlessCacheSnapshotStateException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidServerlessCacheStateException : AmazonElastiCacheException
{
    public InvalidServerlessCacheStateException() { }

    public InvalidServerlessCacheStateException(string message) : base(message) { }

    public InvalidServerlessCacheStateException(string message, Exception innerException) : base(message, innerException) { }

    public InvalidServerlessCacheStateException(Exception innerException) : base(innerException) { }

    public InvalidServerlessCacheStateException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InvalidServerlessCacheStateException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class InvalidSnapshotStateException : AmazonElastiCacheException
{
    public InvalidSnapshotStateException() { }

    public InvalidSnapshotStateException(string message) : base(message) { }

    public InvalidSnapshotStateException(string message, Exception innerException) : base(message, innerException) { }

    public InvalidSnapshotStateException(Exception innerException) : base(innerException) { }

    public InvalidSnapshotStateException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public InvalidSnapshotStateException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class NodeQuotaForClusterExceededException : AmazonElastiCacheException
{
    public NodeQuotaForClusterExceededException() { }

    public NodeQuotaForClusterExceededException(string message) : base(message) { }

    public NodeQuotaForClusterExceededException(string message, Exception innerException) : base(message, innerException) { }

    public NodeQuotaForClusterExceededException(Exception innerException) : base(innerException) { }

    public NodeQuotaForClusterExceededException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public NodeQuotaForClusterExceededException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class NodeQuotaForCustomerExceededException : AmazonElastiCacheException
{
    public NodeQuotaForCustomerExceededException() { }

    public NodeQuotaForCustomerExceededException(string message) : base(message) { }

    public NodeQuotaForCustomerExceededException(string message, Exception innerException) : base(message, innerException) { }

    public NodeQuotaForCustomerExceededException(Exception innerException) : base(innerException) { }

    public NodeQuotaForCustomerExceededException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public NodeQuotaForCustomerExceededException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ReplicationGroupAlreadyExistsException : AmazonElastiCacheException
{
    public ReplicationGroupAlreadyExistsException() { }

    public ReplicationGroupAlreadyExistsException(string message) : base(message) { }

    public ReplicationGroupAlreadyExistsException(string message, Exception innerException) : base(message, innerException) { }

    public ReplicationGroupAlreadyExistsException(Exception innerException) : base(innerException) { }

    public ReplicationGroupAlreadyExistsException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public ReplicationGroupAlreadyExistsException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ReplicationGroupNotFoundException : AmazonElastiCacheException
{
    public ReplicationGroupNotFoundException() { }

    public ReplicationGroupNotFoundException(string message) : base(message) { }

    public ReplicationGroupNotFoundException(string message, Exception innerException) : base(message, innerException) { }

    public ReplicationGroupNotFoundException(Exception innerException) : base(innerException) { }

    public ReplicationGroupNotFoundException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public ReplicationGroupNotFoundException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ReservedCacheNodeQuotaExceededException : AmazonElastiCacheException
{
    public ReservedCacheNodeQuotaExceededException() { }

    public ReservedCacheNodeQuotaExceededException(string message) : base(message) { }

    public ReservedCacheNodeQuotaExceededException(string message, Exception innerException) : base(message, innerException) { }

    public ReservedCacheNodeQuotaExceededException(Exception innerException) : base(innerException) { }

    public ReservedCacheNodeQuotaExceededException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public ReservedCacheNodeQuotaExceededException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ServerlessCacheAlreadyExistsException : AmazonElastiCacheException
{
    public ServerlessCacheAlreadyExistsException() { }

    public ServerlessCacheAlreadyExistsException(string message) : base(message) { }

    public ServerlessCacheAlreadyExistsException(string message, Exception innerException) : base(message, innerException) { }

    public ServerlessCacheAlreadyExistsException(Exception innerException) : base(innerException) { }

    public ServerlessCacheAlreadyExistsException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public ServerlessCacheAlreadyExistsException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ServerlessCacheNotFoundException : AmazonElastiCacheException
{
    public ServerlessCacheNotFoundException() { }

    public ServerlessCacheNotFoundException(string message) : base(message) { }

    public ServerlessCacheNotFoundException(string message, Exception innerException) : base(message, innerException) { }

    public ServerlessCacheNotFoundException(Exception innerException) : base(innerException) { }

    public ServerlessCacheNotFoundException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public ServerlessCacheNotFoundException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ServerlessCacheQuotaForCustomerExceededException : AmazonElastiCacheException
{
    public ServerlessCacheQuotaForCustomerExceededException() { }

    public ServerlessCacheQuotaForCustomerExceededException(string message) : base(message) { }

    public ServerlessCacheQuotaForCustomerExceededException(string message, Exception innerException) : base(message, innerException) { }

    public ServerlessCacheQuotaForCustomerExceededException(Exception innerException) : base(innerException) { }

    public ServerlessCacheQuotaForCustomerExceededException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public ServerlessCacheQuotaForCustomerExceededException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ServerlessCacheSnapshotAlreadyExistsException : AmazonElastiCacheException
{
    public ServerlessCacheSnapshotAlreadyExistsException() { }

    public ServerlessCacheSnapshotAlreadyExistsException(string message) : base(message) { }

    public ServerlessCacheSnapshotAlreadyExistsException(string message, Exception innerException) : base(message, innerException) { }

    public ServerlessCacheSnapshotAlreadyExistsException(Exception innerException) : base(innerException) { }

    public ServerlessCacheSnapshotAlreadyExistsException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public ServerlessCacheSnapshotAlreadyExistsException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ServerlessCacheSnapshotNotFoundException : AmazonElastiCacheException
{
    public ServerlessCacheSnapshotNotFoundException() { }

    public ServerlessCacheSnapshotNotFoundException(string message) : base(message) { }

    public ServerlessCacheSnapshotNotFoundException(string message, Exception innerException) : base(message, innerException) { }

    public ServerlessCacheSnapshotNotFoundException(Exception innerException) : base(innerException) { }

    public ServerlessCacheSnapshotNotFoundException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public ServerlessCacheSnapshotNotFoundException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ServerlessCacheSnapshotQuotaExceededException : AmazonElastiCacheException
{
    public ServerlessCacheSnapshotQuotaExceededException() { }

    public ServerlessCacheSnapshotQuotaExceededException(string message) : base(message) { }

    public ServerlessCacheSnapshotQuotaExceededException(string message, Exception innerException) : base(message, innerException) { }

    public ServerlessCacheSnapshotQuotaExceededException(Exception innerException) : base(innerException) { }

    public ServerlessCacheSnapshotQuotaExceededException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public ServerlessCacheSnapshotQuotaExceededException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class ServiceLinkedRoleNotFoundException : AmazonElastiCacheException
{
    public ServiceLinkedRoleNotFoundException() { }

    public ServiceLinkedRoleNotFoundException(string message) : base(message) { }

    public ServiceLinkedRoleNotFoundException(string message, Exception innerException) : base(message, innerException) { }

    public ServiceLinkedRoleNotFoundException(Exception innerException) : base(innerException) { }

    public ServiceLinkedRoleNotFoundException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public ServiceLinkedRoleNotFoundException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class SnapshotAlreadyExistsException : AmazonElastiCacheException
{
    public SnapshotAlreadyExistsException() { }

    public SnapshotAlreadyExistsException(string message) : base(message) { }

    public SnapshotAlreadyExistsException(string message, Exception innerException) : base(message, innerException) { }

    public SnapshotAlreadyExistsException(Exception innerException) : base(innerException) { }

    public SnapshotAlreadyExistsException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public SnapshotAlreadyExistsException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class SnapshotFeatureNotSupportedException : AmazonElastiCacheException
{
    public SnapshotFeatureNotSupportedException() { }

    public SnapshotFeatureNotSupportedException(string message) : base(message) { }

    public SnapshotFeatureNotSupportedException(string message, Exception innerException) : base(message, innerException) { }

    public SnapshotFeatureNotSupportedException(Exception innerException) : base(innerException) { }

    public SnapshotFeatureNotSupportedException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public SnapshotFeatureNotSupportedException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class SnapshotNotFoundException : AmazonElastiCacheException
{
    public SnapshotNotFoundException() { }

    public SnapshotNotFoundException(string message) : base(message) { }

    public SnapshotNotFoundException(string message, Exception innerException) : base(message, innerException) { }

    public SnapshotNotFoundException(Exception innerException) : base(innerException) { }

    public SnapshotNotFoundException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public SnapshotNotFoundException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class SnapshotQuotaExceededException : AmazonElastiCacheException
{
    public SnapshotQuotaExceededException() { }

    public SnapshotQuotaExceededException(string message) : base(message) { }

    public SnapshotQuotaExceededException(string message, Exception innerException) : base(message, innerException) { }

    public SnapshotQuotaExceededException(Exception innerException) : base(innerException) { }

    public SnapshotQuotaExceededException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public SnapshotQuotaExceededException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class TagNotFoundException : AmazonElastiCacheException
{
    public TagNotFoundException() { }

    public TagNotFoundException(string message) : base(message) { }

    public TagNotFoundException(string message, Exception innerException) : base(message, innerException) { }

    public TagNotFoundException(Exception innerException) : base(innerException) { }

    public TagNotFoundException(string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public TagNotFoundException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}

public class TagQuotaPerResourceExceededException : AmazonElastiCacheException
{
    public TagQuotaPerResourceExceededException() { }

    public TagQuotaPerResourceExceededException(string message) : base(message) { }

    public TagQuotaPerResourceExceededException(string message, Exception innerException) : base(message, innerException) { }

    public TagQuotaPerResourceExceededException(Exception innerException) : base(innerException) { }

    public TagQuotaPerResourceExceededException(
        string message, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, errorType, errorCode, requestId, statusCode) { }

    public TagQuotaPerResourceExceededException(
        string message, Exception innerException, ErrorType errorType, string errorCode, string requestId, HttpStatusCode statusCode)
        : base(message, innerException, errorType, errorCode, requestId, statusCode) { }
}
