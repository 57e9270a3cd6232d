using CacheBackup.Core.Errors;
using CacheBackup.Core.Manifests;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Sources;

namespace CacheBackup.Core.Restores;

/// <summary>
/// Decides what the new cache is to be: as the request says, else as the backup's cache was. What exists in one Region and
/// account only (groups, keys) is not carried over into another, and the findings say what it is instead.
/// </summary>
public static class CachePlanner
{
    /// <summary>The cache of a backup.</summary>
    /// <param name="execution">Region and account of the new cache.</param>
    /// <param name="wanted">What the request says.</param>
    /// <param name="manifest">The backup.</param>
    /// <param name="isDrill">Whether the cache is one that a drill deletes again.</param>
    /// <exception cref="InvalidRestoreRequestException">What is wanted does not fit the backup, or has to be named.</exception>
    /// <exception cref="ManifestUnreadableException">The manifest does not tell every slot once.</exception>
    public static (CachePlan Cache, IReadOnlyList<string> Findings) Plan(
        ExecutionArn execution, NewCache wanted, BackupManifest manifest, bool isDrill = false)
    {
        var source = manifest.Source;
        var choices = new CarriedOver(execution, source);
        var (engine, version) = EngineOf(wanted, source.Engine, manifest.Snapshot.EngineVersion ?? source.EngineVersion);
        var clusterMode = wanted.ClusterMode ?? (source.ClusterModeEnabled || wanted.Shards > 1);
        var replicas = wanted.ReplicasPerShard ?? source.ReplicasPerShard;
        var cache = new CachePlan(
            wanted.ReplicationGroupId,
            execution.Region,
            execution.AccountId,
            wanted.NodeType ?? source.NodeType,
            engine,
            version,
            clusterMode,
            SlotsOf(wanted, clusterMode, manifest),
            replicas,
            wanted.ParameterGroup ?? choices.ParameterGroup(engine, version, clusterMode),
            wanted.SubnetGroup ?? choices.SubnetGroup(),
            wanted.SecurityGroupIds ?? choices.SecurityGroups(),
            wanted.TransitEncryption ?? source.TransitEncryption,
            wanted.AtRestEncryption ?? (source.AtRestEncryption || wanted.KmsKeyId is not null),
            wanted.KmsKeyId ?? (wanted.AtRestEncryption == false ? null : choices.Key()),
            wanted.UserGroupIds ?? choices.UserGroups(),
            AutomaticFailover: clusterMode || (source.AutomaticFailover && replicas > 0),
            MultiAz: source.MultiAz && replicas > 0,
            HabitsOf(manifest.Snapshot),
            isDrill ? TagsOf(TagOfADrill(source), wanted.Tags) : TagsOf(WithoutReserved(source.Tags), wanted.Tags));
        return (isDrill ? ForADrill(cache) : cache, [.. choices.Findings, .. AccessFindings(cache)]);
    }

    /// <summary>The cache of files without a manifest: what the request does not say is ElastiCache's default.</summary>
    /// <param name="execution">Region and account of the new cache.</param>
    /// <param name="wanted">What the request says: node type, engine and version at least.</param>
    /// <param name="files">How many files there are.</param>
    public static (CachePlan Cache, IReadOnlyList<string> Findings) Plan(ExecutionArn execution, NewCache wanted, int files)
    {
        var clusterMode = wanted.ClusterMode ?? (files > 1 || wanted.Shards > 1);
        var replicas = wanted.ReplicasPerShard ?? 0;
        var (engine, version) = EngineOf(wanted, wanted.Engine!, wanted.EngineVersion!);
        var cache = new CachePlan(
            wanted.ReplicationGroupId,
            execution.Region,
            execution.AccountId,
            wanted.NodeType!,
            engine,
            version,
            clusterMode,
            clusterMode ? SlotPlan.Even(wanted.Shards ?? files) : [""],
            replicas,
            wanted.ParameterGroup ?? EngineNames.DefaultGroupOf(engine, version, clusterMode),
            wanted.SubnetGroup,
            wanted.SecurityGroupIds ?? [],
            wanted.TransitEncryption ?? false,
            wanted.AtRestEncryption ?? wanted.KmsKeyId is not null,
            wanted.KmsKeyId,
            wanted.UserGroupIds ?? [],
            AutomaticFailover: clusterMode || replicas > 0,
            MultiAz: false,
            Habits: null,
            TagsOf([], wanted.Tags));
        return (cache, [.. AccessFindings(cache)]);
    }

    // It lives for minutes: snapshots of it would only cost.
    private static CachePlan ForADrill(CachePlan cache) =>
        cache.Habits is { } habits ? cache with { Habits = habits with { SnapshotRetentionDays = 0 } } : cache;

    // The tag lets the drill delete it. Those of the backup's cache stay behind: whoever acts on them would take this one for it.
    private static Dictionary<string, string> TagOfADrill(SourceCache source) => new(StringComparer.Ordinal) { [RestoreTags.DrillOf] = source.Id };

    private static Dictionary<string, string> WithoutReserved(IReadOnlyDictionary<string, string> tags) =>
        tags.Where(tag => !RestoreTags.IsReserved(tag.Key)).ToDictionary(StringComparer.Ordinal);

    private static (string Engine, string Version) EngineOf(NewCache wanted, string engine, string version)
    {
        var chosen = wanted.Engine ?? engine;
        return (chosen, EngineNames.VersionFor(chosen, wanted.EngineVersion ?? version));
    }

    private static IReadOnlyList<string> SlotsOf(NewCache wanted, bool clusterMode, BackupManifest manifest)
    {
        if (!clusterMode)
        {
            return [""];
        }

        var shards = wanted.Shards ?? manifest.Source.Shards;
        return manifest.Source.ClusterModeEnabled && shards == manifest.Snapshot.Shards.Count
            ? SlotPlan.Of(manifest.Snapshot.Shards)
            : SlotPlan.Even(shards);
    }

    private static CacheHabits HabitsOf(ManifestSnapshot snapshot) => new(
        snapshot.Port, snapshot.MaintenanceWindow, snapshot.SnapshotWindow, snapshot.SnapshotRetentionDays, snapshot.AutoMinorVersionUpgrade);

    private static Dictionary<string, string> TagsOf(Dictionary<string, string> tags, IReadOnlyDictionary<string, string>? wanted)
    {
        foreach (var (key, value) in wanted ?? new Dictionary<string, string>())
        {
            tags[key] = value;
        }

        const int Free = RestoreTags.Most - 2;
        return tags.Count <= Free
            ? tags
            : throw new InvalidRestoreRequestException(
                $"The new cache would have {tags.Count} tags of its own; beside the two of the restore there is room for {Free}.",
                "Name fewer in NewCache.Tags; those of the backup's cache are kept.");
    }

    private static IEnumerable<string> AccessFindings(CachePlan cache)
    {
        if (cache.UserGroupIds.Count == 0)
        {
            yield return "The new cache asks for no user and no password: an AUTH token is in no backup. "
                + "Its security groups alone decide who reaches it.";
        }
    }
}
