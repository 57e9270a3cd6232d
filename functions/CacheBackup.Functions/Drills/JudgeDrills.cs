using System.Diagnostics.CodeAnalysis;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Drills;

namespace CacheBackup.Functions.Drills;

/// <param name="Planned">How many drills there were to be.</param>
/// <param name="Drilled">What came of each drill.</param>
/// <param name="NotDrilled">Caches with the tag that have no backup to restore.</param>
/// <param name="Leftovers">Ids of caches that earlier drills have made and left.</param>
public sealed record JudgeDrillsInput(
    int Planned, IReadOnlyList<DrilledCache> Drilled, IReadOnlyList<UndrilledCache> NotDrilled, IReadOnlyList<string> Leftovers);

/// <param name="Summary">How many were restored.</param>
public sealed record JudgeDrillsOutput(string Summary);

/// <summary>Fails unless every backup was restored and everything that was made is deleted.</summary>
public sealed class JudgeDrills
{
    [LambdaFunction(ResourceName = "JudgeDrillsFunction")]
    [SuppressMessage("Performance", "CA1822", Justification = "The generated Main calls it on an instance.")]
    public Task<JudgeDrillsOutput> JudgeDrillsAsync(JudgeDrillsInput input, ILambdaContext context)
    {
        var summary = DrillJudgement.Judge(input.Planned, input.Drilled, input.NotDrilled, input.Leftovers);
        context.Logger.LogInformation("{Summary}", summary);
        return Task.FromResult(new JudgeDrillsOutput(summary));
    }
}
