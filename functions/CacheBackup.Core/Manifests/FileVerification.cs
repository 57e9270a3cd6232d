using CacheBackup.Core.Verification;
using CacheBackup.Rdb;

namespace CacheBackup.Core.Manifests;

/// <summary>What verification found in a file, in short. All of it is in the file's report.</summary>
/// <param name="Report">Name of the report relative to the folder, such as <c>shard-0001.verify.json</c>; the same in every bucket.</param>
/// <param name="Level">How much of the file was looked at.</param>
/// <param name="Verdict"><c>Valid</c>, or <c>Unverified</c> where the file has no checksum and the request allowed that.</param>
/// <param name="Target">Engine and version it was judged for, such as <c>valkey:8.1</c>; null where the rules of the source's are not known.</param>
/// <param name="Format">Magic and version of the RDB format, such as <c>REDIS0011</c>.</param>
/// <param name="RdbVersion">The version alone.</param>
/// <param name="EngineVersion">What wrote it, as it says itself; null where it does not say.</param>
/// <param name="Checksum">CRC-64 of the file as it is recorded in it and was computed, 16 hexadecimal digits; null where it has none.</param>
/// <param name="Keys">Keys in it.</param>
/// <param name="Expiring">Keys with a time to live.</param>
/// <param name="Expired">Keys whose time was over at <paramref name="ExpiredAt"/>; no engine loads them.</param>
/// <param name="ExpiredAt">Start of the execution.</param>
/// <param name="Databases">Databases with keys, by number.</param>
/// <param name="Types">Keys by type.</param>
/// <param name="Functions">Libraries of functions, by name.</param>
/// <param name="Modules">Data types of modules, by name.</param>
/// <param name="Slots">Slots it says it has keys of, such as <c>0-5460</c>; none where it does not say.</param>
/// <param name="Findings">What the target drops, and what an operator should know.</param>
public sealed record FileVerification(
    string Report,
    VerificationLevel Level,
    RdbVerdict Verdict,
    string? Target,
    string Format,
    int RdbVersion,
    string? EngineVersion,
    string? Checksum,
    long Keys,
    long Expiring,
    long Expired,
    DateTimeOffset ExpiredAt,
    IReadOnlyList<DatabaseKeys> Databases,
    IReadOnlyList<TypeKeys> Types,
    IReadOnlyList<string> Functions,
    IReadOnlyList<string> Modules,
    IReadOnlyList<string> Slots,
    IReadOnlyList<string> Findings)
{
    // A manifest holds up to 500 files; what is longer is in the reports.
    private const int MostEntries = 16;

    /// <summary>The summary of a report.</summary>
    public static FileVerification Of(VerificationReport report)
    {
        var found = report.Found;
        return new FileVerification(
            ExportedFile.ReportNameOf(report.File),
            found.Level,
            found.Verdict,
            report.Target?.Target,
            found.Format,
            found.Version,
            found.Aux.FirstOrDefault(aux => aux.Name is "redis-ver" or "valkey-ver") is { } wrote ? $"{wrote.Name[..^4]} {wrote.Value}" : null,
            found.Checksum.State == RdbChecksumState.Right ? found.Checksum.Computed : null,
            found.Keys,
            found.Expiring,
            found.Expired,
            found.At,
            [.. found.Databases.Where(database => database.Keys > 0).Take(MostEntries).Select(database => new DatabaseKeys(database.Number, database.Keys))],
            [.. found.Types.GroupBy(type => type.Type).Select(type => new TypeKeys(type.Key, type.Sum(encoding => encoding.Keys)))],
            Short(found.Functions.Select(library => library.Name)),
            Short(found.Modules.Select(module => $"{module.Name} {module.EncodingVersion}")),
            Short(found.Slots.Select(range => range.ToString())),
            Short(FindingsOf(report)));
    }

    private static IEnumerable<string> FindingsOf(VerificationReport report) =>
        (report.Target?.Findings.Select(finding => finding.Effect == TargetEffect.Drops ? $"dropped when loaded: {finding.Reason}" : finding.Reason) ?? [])
        .Concat(report.Found.Warnings);

    private static List<string> Short(IEnumerable<string> texts)
    {
        var all = texts.ToList();
        return all.Count <= MostEntries ? all : [.. all.Take(MostEntries), $"and {all.Count - MostEntries} more"];
    }
}

/// <summary>Keys of one database.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Keys">Keys in it.</param>
public sealed record DatabaseKeys(int Number, long Keys);

/// <summary>Keys of one type.</summary>
/// <param name="Type">The engines' name of the type.</param>
/// <param name="Keys">Keys of it.</param>
public sealed record TypeKeys(string Type, long Keys);

/// <summary>What all files of a backup are together.</summary>
/// <param name="Bytes">Bytes of all files.</param>
/// <param name="Keys">Keys of all files.</param>
/// <param name="Expiring">Keys with a time to live.</param>
/// <param name="Expired">Keys whose time was over when the execution started.</param>
/// <param name="SlotsSeen">Slots that some file says it has keys of; none where none says.</param>
/// <param name="Findings">What was found over all files, and what could not be checked.</param>
public sealed record BackupVerification(
    long Bytes, long Keys, long Expiring, long Expired, IReadOnlyList<string> SlotsSeen, IReadOnlyList<string> Findings);
