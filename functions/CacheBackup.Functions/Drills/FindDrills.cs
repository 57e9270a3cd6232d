using System.Text.Json;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Drills;
using CacheBackup.Core.Plans;

namespace CacheBackup.Functions.Drills;

/// <param name="ExecutionId">ARN of the execution: its Region and account are those of the caches the drill makes.</param>
/// <param name="StartedAt">Start of the execution.</param>
/// <param name="Request">The execution's input, as it was given.</param>
public sealed record FindDrillsInput(string ExecutionId, DateTimeOffset StartedAt, JsonElement Request);

/// <param name="Drills">One for each cache with the tag and a backup.</param>
/// <param name="NotDrilled">Caches with the tag that have no backup to restore.</param>
/// <param name="Leftovers">Ids of caches that earlier drills have made and left.</param>
public sealed record FindDrillsOutput(
    IReadOnlyList<PlannedDrill> Drills, IReadOnlyList<UndrilledCache> NotDrilled, IReadOnlyList<string> Leftovers);

/// <summary>Reads the request strictly and finds the newest backup of every cache that has the tag. Creates nothing.</summary>
public sealed class FindDrills(DrillFinder drills)
{
    [LambdaFunction(ResourceName = "FindDrillsFunction")]
    public async Task<FindDrillsOutput> FindDrillsAsync(FindDrillsInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var request = DrillRequest.Parse(input.Request);
        var found = await drills.FindAsync(ExecutionArn.Parse(input.ExecutionId), input.StartedAt, request, deadline.Token);
        context.Logger.LogInformation(
            "{Drills} backups are to be restored; {NotDrilled} caches with the tag {Tag} have none",
            found.Drills.Count, found.NotDrilled.Count, request.Tag.ToString());
        return new FindDrillsOutput(found.Drills, found.NotDrilled, found.Leftovers);
    }
}
