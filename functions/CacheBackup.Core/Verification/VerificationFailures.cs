using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;
using CacheBackup.Rdb;

namespace CacheBackup.Core.Verification;

/// <summary>The errors of a verification, in words.</summary>
internal static class VerificationFailures
{
    private const string ExportAgain = "Keep the previous backup, and export again with a new backup.";
    private const int BytesPerKey = 16;

    public static ExportedFileChangedException Changed(ExportedFile file) => new(
        $"{file} was removed or replaced after the export had written it.",
        "Find out what else writes or expires objects below this key prefix, and start a new backup.");

    /// <summary>What a verdict makes of the run; null where the file is good.</summary>
    public static PermanentException? Of(ExportedFile file, ObjectFacts pin, RdbReport found, VerificationPlan plan) => found.Verdict switch
    {
        RdbVerdict.Truncated or RdbVerdict.Malformed or RdbVerdict.NotAnRdb => new ExportedFileDamagedException(
            $"{file} ({pin.Bytes:N0} bytes) is damaged: {found.Verdict}, {Place(found)}.", ExportAgain),
        RdbVerdict.ChecksumMismatch => new ExportedFileChecksumException(
            $"{file} ({pin.Bytes:N0} bytes) is not what the engine wrote: {Place(found)}.",
            $"Its structure is right, so bytes of values or keys were changed. {ExportAgain}"),
        RdbVerdict.UnsupportedFormat => new ExportedFileUnsupportedException(
            $"{file} ({pin.Bytes:N0} bytes) cannot be verified: {Place(found)}.",
            "If the engine is newer than this tool, update the tool; else the file is damaged: export again with a new backup."),
        RdbVerdict.Unverified when !plan.AllowUnverified => new ExportedFileUnverifiedException(
            $"{file} ({pin.Bytes:N0} bytes) has no checksum: {Checksum(found)}, level {Level(found)}.",
            "Structure alone does not show changed bytes. To have backups all the same, set Verification.AllowUnverified in the request."),
        _ => null,
    };

    /// <summary>What the judgement for a target makes of the run; null where nothing speaks against the file.</summary>
    public static ExportedFileNotRestorableException? Of(ExportedFile file, RdbReport found, TargetVerdict? verdict) =>
        verdict is null or { IsRestorable: true }
            ? null
            : new ExportedFileNotRestorableException(
                $"{file} would be refused by {verdict.Target}: {string.Join("; ", verdict.Reasons)}. It was checked at level {Level(found)}.",
                "Name the engine and version it is to be restored to in Verification.Target; what no engine loads has to be mended in the cache.");

    public static VerificationMemoryException Memory(ExportedFile file, ObjectFacts pin, RdbVerifier verifier, FunctionMemory memory) => new(
        $"{file} has more than {verifier.KeyBytes / BytesPerKey:N0} keys in its first {verifier.Offset:N0} of {pin.Bytes:N0} bytes; "
        + $"level full remembers {BytesPerKey} bytes a key, {verifier.KeyBytes:N0} bytes so far, and of {memory.Megabytes:N0} MB of memory "
        + $"it may take {memory.MostKeyBytes:N0}.",
        "Set Verification.Level to deep, which looks for everything but duplicates, or give the function more memory "
        + "(the stack's VerificationMemoryMegabytes).");

    private static string Place(RdbReport found)
    {
        var error = found.Error!;
        var database = error.Database is { } number ? $" in database {number}" : "";
        return $"at byte {error.Offset:N0}, {error.Reason} (after {error.KeyIndex:N0} keys{database}; level {Level(found)}, {Checksum(found)})";
    }

    private static string Checksum(RdbReport found) => found.Checksum switch
    {
        { Recorded: { } recorded, Computed: { } computed } => $"checksum recorded {recorded}, computed {computed}",
        { State: RdbChecksumState.NotReached } => "checksum not reached",
        { State: RdbChecksumState.Absent } => $"format {found.Format} has none",
        _ => "checksum switched off",
    };

    private static string Level(RdbReport found) => found.Level.ToString().ToLowerInvariant();
}
