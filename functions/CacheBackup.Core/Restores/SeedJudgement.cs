using CacheBackup.Core.Errors;
using CacheBackup.Core.Manifests;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Regions;
using CacheBackup.Rdb;

namespace CacheBackup.Core.Restores;

/// <summary>Judges whether a cache can be made of files, from what is known of all of them.</summary>
public static class SeedJudgement
{
    /// <summary>Applies every rule.</summary>
    /// <param name="cache">The new cache.</param>
    /// <param name="manifest">The backup; null for files without one.</param>
    /// <param name="files">The files.</param>
    /// <returns>What an operator should know, one sentence each.</returns>
    /// <exception cref="SeedNotRestorableException">The message lists every reason.</exception>
    public static IReadOnlyList<string> Judge(CachePlan cache, BackupManifest? manifest, IReadOnlyList<SeedEvidence> files)
    {
        var verdict = VerdictOn(cache, manifest, files);
        var reasons = OfTheSource(cache, manifest).Concat(verdict?.Reasons ?? []).ToList();
        if (reasons.Count > 0)
        {
            throw SeedFailures.NotRestorable(cache, reasons);
        }

        return
        [
            MemoryJudgement.Judge(cache, files, isLayoutKept: cache.Slots.Count == files.Count && (files.Count == 1 || IsLayoutKept(cache, manifest))),
            .. verdict is null ? [$"What {cache.Engine} {cache.EngineVersion} refuses to load is not known here, so it was not judged."] : Texts(verdict),
            .. OfKeys(cache, files),
        ];
    }

    /// <summary>What is going to be loaded.</summary>
    public static SeedFacts FactsOf(CachePlan cache, BackupManifest? manifest, IReadOnlyList<SeedEvidence> files)
    {
        var keys = files.Select(ExpectedKeys.Of).ToList();
        return new SeedFacts(
            files.Count,
            files.Sum(file => file.Found.Bytes),
            ExpectedKeys.SumOf(keys),
            IsLayoutKept(cache, manifest) ? keys : []);
    }

    // One file is one shard's where both have cluster mode disabled, or the slots are those of the backup.
    private static bool IsLayoutKept(CachePlan cache, BackupManifest? manifest) => manifest is not null
        && cache.ClusterMode == manifest.Source.ClusterModeEnabled
        && (!cache.ClusterMode || (cache.Slots.SequenceEqual(manifest.Snapshot.Shards.Select(shard => shard.Slots)) && AreNamedAfterShards(manifest)));

    // ElastiCache names files after the shards: shard-0001.rdb is that of node group 0001.
    private static bool AreNamedAfterShards(BackupManifest manifest) => manifest.Files.Zip(manifest.Snapshot.Shards)
        .All(pair => pair.First.Name.EndsWith($"-{pair.Second.NodeGroupId}.rdb", StringComparison.Ordinal));

    private static TargetVerdict? VerdictOn(CachePlan cache, BackupManifest? manifest, IReadOnlyList<SeedEvidence> files)
    {
        var isOrigin = manifest is not null && manifest.Source.Engine == cache.Engine
            && EngineNames.VersionFor(cache.Engine, VersionOf(manifest)) == cache.EngineVersion;
        var target = new VerificationTarget($"{cache.Engine}:{cache.EngineVersion}", isOrigin, cache.ClusterMode).AsRdbTarget();
        var reports = files.Select(file => new ShardReport(file.File.Key[(file.File.Key.LastIndexOf('/') + 1)..], file.Report.Found));
        return target is null ? null : BackupReport.Of([.. reports]).Judge(target);
    }

    private static IEnumerable<string> OfTheSource(CachePlan cache, BackupManifest? manifest)
    {
        if (manifest is null)
        {
            yield break;
        }

        var (engine, version) = (manifest.Source.Engine, VersionOf(manifest));
        if (manifest.Source.ClusterModeEnabled && !cache.ClusterMode)
        {
            yield return $"the backup is of a cache with cluster mode enabled ({manifest.Source.Shards} shards), whose files cannot seed one without";
        }

        if (engine == "valkey" && cache.Engine == "redis")
        {
            yield return $"the backup is of valkey {version}, and redis does not take over from valkey";
        }
        else if (engine == cache.Engine && EngineNames.IsOlder(cache.EngineVersion, version))
        {
            yield return $"the backup is of {engine} {version}, and the new cache may not be older";
        }
    }

    private static string VersionOf(BackupManifest manifest) => manifest.Snapshot.EngineVersion ?? manifest.Source.EngineVersion;

    private static IEnumerable<string> Texts(TargetVerdict verdict) =>
        verdict.Findings.Select(finding => $"{(finding.Effect == TargetEffect.Drops ? "Dropped when loaded" : "Noted")}: {finding.Reason}.");

    private static IEnumerable<string> OfKeys(CachePlan cache, IReadOnlyList<SeedEvidence> files) => files
        .Select(file => file.Found.KmsKeyId).OfType<string>().Distinct(StringComparer.Ordinal)
        .Select(key => $"KMS key {key} encrypts files: its policy has to give {RegionFacts.ElastiCachePrincipalOf(cache.Region) ?? "ElastiCache"} "
            + "kms:Decrypt and kms:DescribeKey, which was not checked.");
}
