using System.Text.RegularExpressions;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Requests;

namespace CacheBackup.Core.Restores;

/// <summary>
/// What is named after a drill. The drill decides the ids before it starts the restore, so that it can remove what the restore has made
/// whatever became of it.
/// </summary>
public static partial class DrillNames
{
    private const string CacheIdStart = "drill-";

    /// <summary>The id of the drill of one cache: 25 characters, as a backup's id.</summary>
    /// <param name="execution">The execution of the drill machine.</param>
    /// <param name="startedAt">Its start.</param>
    /// <param name="cacheId">The cache whose backup is rehearsed.</param>
    public static string IdOf(ExecutionArn execution, DateTimeOffset startedAt, string cacheId) =>
        BackupPlanner.BackupIdOf(execution with { Text = $"{execution.Text}/{cacheId}" }, startedAt);

    /// <summary>The id of a drill's cache: 31 of the 40 characters that ElastiCache allows. Its restore's execution has the same name.</summary>
    public static string CacheIdOf(string drillId) => CacheIdStart + drillId;

    /// <summary>The drill a cache of this id is of; null where it is none's.</summary>
    internal static string? DrillOf(string cacheId) =>
        cacheId.StartsWith(CacheIdStart, StringComparison.Ordinal) && DrillId().IsMatch(cacheId[CacheIdStart.Length..])
            ? cacheId[CacheIdStart.Length..]
            : null;

    /// <summary>Refuses an execution that is not the one a drill has started for this request.</summary>
    /// <exception cref="InvalidRestoreRequestException">It has another name.</exception>
    internal static void DemandExecution(RestoreRequest request, ExecutionArn execution)
    {
        if (request.DrillId is { } id && !execution.Text.EndsWith($":{CacheIdOf(id)}", StringComparison.Ordinal))
        {
            throw new InvalidRestoreRequestException(
                $"DrillId is \"{id}\", and the execution is {execution.Text}, which no drill has started.",
                "Leave DrillId out: nobody would delete the cache.");
        }
    }

    /// <summary>Whether a request is what the drill machine asks for, where it says that it is a drill's.</summary>
    internal static void Check(RestoreRequest request, RequestProblems problems)
    {
        if (request.DrillId is not { } id)
        {
            return;
        }

        var given = $"\"{id}\"";
        if (!DrillId().IsMatch(id))
        {
            problems.Add(nameof(request.DrillId), given, "only the drill machine sets it; leave it out");
        }
        else if (request.Backup.Manifest is null || request.NewCache.ReplicationGroupId != CacheIdOf(id))
        {
            problems.Add(
                nameof(request.DrillId), given, $"a drill is of a Backup.Manifest and its NewCache.ReplicationGroupId is {CacheIdOf(id)}; leave it out");
        }
    }

    [GeneratedRegex(@"^\d{8}t\d{6}z-[0-9a-f]{8}\z", RegexOptions.CultureInvariant)]
    private static partial Regex DrillId();
}
