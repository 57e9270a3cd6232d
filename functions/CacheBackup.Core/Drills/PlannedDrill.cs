using System.Text.Json;
using CacheBackup.Core.Manifests;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Restores;

namespace CacheBackup.Core.Drills;

/// <summary>The drill of one cache, with the names of everything it makes.</summary>
/// <param name="DrillId">Start time and hash of the drill's execution and the cache. The restore has the same id.</param>
/// <param name="CacheId">The cache whose backup is restored.</param>
/// <param name="BackupId">Its newest backup.</param>
/// <param name="Traces">By what everything the restore makes is found again.</param>
/// <param name="RestoreName">Name of the restore machine's execution.</param>
/// <param name="Request">Its input.</param>
public sealed record PlannedDrill(
    string DrillId, string CacheId, string BackupId, RestoreTraces Traces, string RestoreName, JsonElement Request)
{
    /// <summary>The folder of the backup, in which the drill's record will be.</summary>
    internal string Folder => Traces.Seed.Folder!;

    internal static PlannedDrill Of(
        ExecutionArn execution, DateTimeOffset startedAt, DrillRequest request, SeedLocation seed, BackupManifest manifest)
    {
        var id = DrillNames.IdOf(execution, startedAt, manifest.Source.Id);
        var name = DrillNames.CacheIdOf(id);
        return new PlannedDrill(
            id,
            manifest.Source.Id,
            manifest.BackupId,
            new RestoreTraces(id, seed, execution.Region, name, request.Polling),
            name,
            RestoreOrder.Of(request, seed.ManifestKey!, id));
    }
}
