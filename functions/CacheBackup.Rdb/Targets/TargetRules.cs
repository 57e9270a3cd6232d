namespace CacheBackup.Rdb;

/// <summary>Judges a file for a target: the rules that the engines apply while loading, and that their own checks leave out.</summary>
public static class TargetRules
{
    // Refuses streams whose counter is not the number of their items; no version before looked.
    private const int CountingValkeyMajor = 9;
    private const int CountingValkeyMinor = 1;

    /// <summary>Applies every rule to one file.</summary>
    public static TargetVerdict Judge(RdbReport report, RdbTarget target)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(target);
        var findings = new List<TargetFinding>();
        findings.AddRange(OfTheFile(report));
        findings.AddRange(OfTheFormat(report, target));
        findings.AddRange(OfModules(report, target));
        findings.AddRange(OfKeys(report));
        findings.AddRange(OfDatabases(report, target));
        findings.AddRange(OfStreams(report, target));
        findings.AddRange(OfFunctions(report));
        findings.AddRange(OfSlots(report, target));
        return new TargetVerdict(target.ToString(), findings);
    }

    private static IEnumerable<TargetFinding> OfTheFile(RdbReport report)
    {
        if (report.Error is { } error)
        {
            yield return Refuses($"the file is not right: {report.Verdict} at byte {error.Offset:N0}, {error.Reason}");
        }
        else if (report.Verdict == RdbVerdict.Unverified)
        {
            yield return Note("the file has no checksum: damage to what no structure shows would not be found");
        }

        if (report.TrailingBytes > 0)
        {
            yield return Note($"{report.TrailingBytes:N0} bytes behind the end are not read");
        }
    }

    private static IEnumerable<TargetFinding> OfTheFormat(RdbReport report, RdbTarget target)
    {
        if (report.Version == 0)
        {
            yield break;
        }

        var isValkey = IsValkey(report);
        var newest = isValkey ? FormatSupport.NewestValkeyFormat(target) : FormatSupport.NewestRedisFormat(target);
        if (report.Version > newest)
        {
            yield return Foreign(target, $"format {report.Format}: {target} reads {Formats(target)}");
            yield break;
        }

        foreach (var type in report.Types.Where(type => FormatSupport.FormatOf(type.TypeByte, isValkey) > newest))
        {
            yield return Foreign(target, $"{type.Keys:N0} keys of type {type.Type} ({type.Encoding}, type byte {type.TypeByte}), which {target} does not have");
        }
    }

    private static IEnumerable<TargetFinding> OfModules(RdbReport report, RdbTarget target) =>
        from module in report.Modules
        where !target.Modules.Contains(module.Name)
        select Foreign(
            target,
            $"data of the module type {module.Name} (encoding version {module.EncodingVersion}): "
            + $"{module.Keys:N0} keys and {module.AuxRecords:N0} other records, and {target} has no such module by itself");

    private static IEnumerable<TargetFinding> OfKeys(RdbReport report)
    {
        if (report.DuplicateKeys is { Count: > 0 } duplicates)
        {
            yield return Refuses($"{duplicates.Count:N0} duplicate keys, the first at byte {duplicates.Offset:N0} repeats the one at {duplicates.EarlierOffset:N0}");
        }
        else if (report.DuplicateKeys is null)
        {
            yield return Note($"duplicate keys were not looked for at level {Level(report)}");
        }

        if (report.EmptyCollections > 0)
        {
            yield return new(TargetEffect.Drops, $"{report.EmptyCollections:N0} keys with an empty collection");
        }

        if (report.Expired > 0)
        {
            yield return new(TargetEffect.Drops, $"{report.Expired:N0} of {report.Keys:N0} keys, which had expired at {report.At:u}");
        }
    }

    private static IEnumerable<TargetFinding> OfDatabases(RdbReport report, RdbTarget target)
    {
        var databases = target.ClusterMode == true ? 1 : target.Databases;
        var highest = report.Databases.Count == 0 ? 0 : report.Databases.Max(database => database.Number);
        if (highest >= databases)
        {
            yield return Foreign(target, $"database {highest}: the target has {databases}");
        }
    }

    private static IEnumerable<TargetFinding> OfStreams(RdbReport report, RdbTarget target)
    {
        if (target.Engine != RdbEngine.Valkey || !target.IsAtLeast(CountingValkeyMajor, CountingValkeyMinor))
        {
            yield break;
        }

        if (report.StreamCounterMismatches > 0)
        {
            yield return Foreign(target, $"{report.StreamCounterMismatches:N0} streams whose counter is not the number of their items, which {target} refuses");
        }
        else if (report.StreamCounterMismatches < 0)
        {
            yield return Note($"the items of streams were not counted at level {Level(report)}");
        }
    }

    private static IEnumerable<TargetFinding> OfFunctions(RdbReport report)
    {
        foreach (var library in report.Functions)
        {
            if (library.Defect is { } defect)
            {
                yield return Refuses($"function library '{library.Name}' at byte {library.Offset:N0}: {defect}");
            }
            else if (library.Engine is not ("lua" or ""))
            {
                yield return Refuses($"function library '{library.Name}' is written in {library.Engine}");
            }
        }

        foreach (var name in report.Functions.GroupBy(library => library.Name).Where(group => group.Count() > 1).Select(group => group.Key))
        {
            yield return Refuses($"function library '{name}' stands there more than once");
        }

        if (report.Functions.Count > 0)
        {
            yield return Note($"{report.Functions.Count:N0} function libraries, which were not compiled");
        }
    }

    private static IEnumerable<TargetFinding> OfSlots(RdbReport report, RdbTarget target)
    {
        if (report.Slots.Count > 0 && target.ClusterMode != true)
        {
            const string Written = "it was written with cluster mode enabled, and cannot seed a cache without";
            yield return target.ClusterMode == false ? Refuses(Written) : Note(Written);
        }

        if (report.SlotImports > 0)
        {
            yield return Note($"{report.SlotImports:N0} imports of slots were under way when it was written");
        }
    }

    private static string Formats(RdbTarget target)
    {
        var redis = $"REDIS0001 to REDIS{FormatSupport.NewestRedisFormat(target):D4}";
        return FormatSupport.NewestValkeyFormat(target) is > 0 and var valkey ? $"{redis} and VALKEY080 to VALKEY{valkey:D3}" : redis;
    }

    private static bool IsValkey(RdbReport report) => report.Format.StartsWith("VALKEY", StringComparison.Ordinal);

    private static string Level(RdbReport report) => report.Level.ToString().ToLowerInvariant();

    // What only another cache would stumble over.
    private static TargetFinding Foreign(RdbTarget target, string reason) =>
        target.IsOrigin ? Note($"{reason}; the file comes from this very cache") : Refuses(reason);

    internal static TargetFinding Refuses(string reason) => new(TargetEffect.Refuses, reason);

    internal static TargetFinding Note(string reason) => new(TargetEffect.Note, reason);
}
