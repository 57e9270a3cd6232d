using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Restores;

namespace CacheBackup.Functions.Restores;

/// <param name="Restore">The plan: whose statement, and in which bucket.</param>
public sealed record RevokeSeedAccessInput(RestorePlan Restore);

/// <param name="Bucket">The bucket.</param>
/// <param name="Removed">Whether its policy had a statement of this restore.</param>
public sealed record RevokeSeedAccessOutput(string Bucket, bool Removed);

/// <summary>Takes back what GrantSeedAccess granted, and nothing else. Running twice finds nothing.</summary>
public sealed class RevokeSeedAccess(SeedGrant grants)
{
    [LambdaFunction(ResourceName = "RevokeSeedAccessFunction")]
    public async Task<RevokeSeedAccessOutput> RevokeSeedAccessAsync(RevokeSeedAccessInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var removed = await grants.RevokeAsync(input.Restore.Seed, input.Restore.RestoreId, deadline.Token);
        var bucket = input.Restore.Seed.Bucket.Bucket;
        context.Logger.LogInformation("Statement of restore {RestoreId} in the policy of {Bucket}: removed {Removed}", input.Restore.RestoreId, bucket, removed);
        return new RevokeSeedAccessOutput(bucket, removed);
    }
}
