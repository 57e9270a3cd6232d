using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Restores;

namespace CacheBackup.Functions.Restores;

/// <param name="Restore">The plan: the files, and the cache to make of them.</param>
public sealed record ValidateSeedInput(RestorePlan Restore);

/// <param name="Facts">What will be loaded.</param>
/// <param name="Findings">What an operator should know; at most 20.</param>
public sealed record ValidateSeedOutput(SeedFacts Facts, IReadOnlyList<string> Findings);

/// <summary>Checks every file, and the files against the new cache, before anything is created.</summary>
public sealed class ValidateSeed(SeedValidator seeds)
{
    // 500 files could have more findings than a notification takes.
    private const int MostFindings = 20;

    [LambdaFunction(ResourceName = "ValidateSeedFunction")]
    public async Task<ValidateSeedOutput> ValidateSeedAsync(ValidateSeedInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var (facts, findings) = await seeds.ValidateAsync(input.Restore, deadline.Token);
        foreach (var finding in findings)
        {
            context.Logger.LogInformation("{Finding}", finding);
        }

        context.Logger.LogInformation(
            "{Files} files, {Bytes} bytes and {Keys} keys can be restored to {CacheId}",
            facts.Files, facts.Bytes, facts.Total.Keys, input.Restore.Cache.Id);
        return new ValidateSeedOutput(facts, [.. findings.Take(MostFindings)]);
    }
}
