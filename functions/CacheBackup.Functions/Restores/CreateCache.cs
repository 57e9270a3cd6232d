using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Restores;

namespace CacheBackup.Functions.Restores;

/// <param name="ExecutionId">ARN of the execution, for the cache's tag.</param>
/// <param name="Restore">The plan: the files, and the cache to make of them.</param>
public sealed record CreateCacheInput(string ExecutionId, RestorePlan Restore);

/// <param name="ReplicationGroupId">The new cache.</param>
/// <param name="Status">Its status, as ElastiCache spells it.</param>
public sealed record CreateCacheOutput(string ReplicationGroupId, string Status);

/// <summary>Tells ElastiCache to make the cache of the files; once, however often it runs.</summary>
public sealed class CreateCache(CacheCreator caches)
{
    [LambdaFunction(ResourceName = "CreateCacheFunction")]
    public async Task<CreateCacheOutput> CreateCacheAsync(CreateCacheInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var status = await caches.CreateAsync(input.ExecutionId, input.Restore, deadline.Token);
        var cache = input.Restore.Cache;
        context.Logger.LogInformation(
            "{CacheId} is {Status}: {Engine} {EngineVersion}, {Shards} shards of {Nodes} {NodeType}",
            cache.Id, status, cache.Engine, cache.EngineVersion, cache.Slots.Count, cache.Replicas + 1, cache.NodeType);
        return new CreateCacheOutput(cache.Id, status);
    }
}
