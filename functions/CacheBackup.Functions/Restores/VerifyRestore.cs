using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Restores;

namespace CacheBackup.Functions.Restores;

/// <param name="Restore">The plan: what the cache has to be.</param>
/// <param name="Facts">What was loaded.</param>
public sealed record VerifyRestoreInput(RestorePlan Restore, SeedFacts Facts);

/// <param name="KeysWereCounted">Whether its keys were counted and compared with the files'.</param>
/// <param name="Keys">How many there are; 0 where they were not counted.</param>
/// <param name="Finding">What was found of the keys, or why they were not counted.</param>
public sealed record VerifyRestoreOutput(bool KeysWereCounted, long Keys, string Finding);

/// <summary>Compares the new cache with what was asked for and, from within its VPC, its keys with those of the files.</summary>
public sealed class VerifyRestore(RestoreVerifier restores)
{
    [LambdaFunction(ResourceName = "VerifyRestoreFunction")]
    public async Task<VerifyRestoreOutput> VerifyRestoreAsync(VerifyRestoreInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var verdict = await restores.VerifyAsync(input.Restore, input.Facts, deadline.Token);
        context.Logger.LogInformation("{CacheId} is as asked for. {Finding}", input.Restore.Cache.Id, verdict.Finding);
        return new VerifyRestoreOutput(verdict.KeysWereCounted, verdict.Keys, verdict.Finding);
    }
}
