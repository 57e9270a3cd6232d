using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Permissions;
using CacheBackup.Core.Restores;

namespace CacheBackup.Functions.Restores;

/// <param name="Restore">The plan: the files and their bucket.</param>
public sealed record GrantSeedAccessInput(RestorePlan Restore);

/// <param name="Grant">Whether ElastiCache may read the files: granted, or unknown where that cannot be judged from outside.</param>
/// <param name="Reason">Why.</param>
/// <param name="Added">What this restore has added for that, to be taken back at its end.</param>
public sealed record GrantSeedAccessOutput(GrantVerdict Grant, string Reason, SeedGrantKind Added);

/// <summary>Lets ElastiCache read exactly these files, by a grant that lasts as long as the restore. Running twice adds nothing.</summary>
public sealed class GrantSeedAccess(SeedReader seeds, SeedGrant grants)
{
    [LambdaFunction(ResourceName = "GrantSeedAccessFunction")]
    public async Task<GrantSeedAccessOutput> GrantSeedAccessAsync(GrantSeedAccessInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var seed = await seeds.ReadAsync(input.Restore.Seed, deadline.Token);
        var (finding, added) = await grants.GrantAsync(input.Restore, seed.Files, deadline.Token);
        context.Logger.Log(
            finding.Verdict == GrantVerdict.Granted ? LogLevel.Information : LogLevel.Warning,
            "ElastiCache's access to {Files} files in {Bucket} is {Verdict}: {Reason}; added by this restore: {Added}",
            seed.Files.Count, input.Restore.Seed.Bucket.Bucket, finding.Verdict.ToString(), finding.Reason, added.ToString());
        return new GrantSeedAccessOutput(finding.Verdict, finding.Reason, added);
    }
}
