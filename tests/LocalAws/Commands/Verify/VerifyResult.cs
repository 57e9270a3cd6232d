using CacheBackup.Rdb;

namespace CacheBackup.LocalAws.Commands.Verify;

/// <summary>One verified file.</summary>
/// <param name="Name">As it was named.</param>
/// <param name="Report">What was found.</param>
/// <param name="Time">How long it took.</param>
internal sealed record VerifiedFile(string Name, RdbReport Report, TimeSpan Time)
{
    /// <summary>What the target would do with it; null where none was named.</summary>
    public TargetVerdict? Target { get; init; }
}

/// <summary>Everything one run of <c>verify</c> found.</summary>
/// <param name="Files">The files, in the order they were named.</param>
/// <param name="Target">The target; null where none was named.</param>
internal sealed record VerifyResult(IReadOnlyList<VerifiedFile> Files, RdbTarget? Target)
{
    private const int Mismatch = 10;
    private const int NoChecksum = 11;
    private const int Malformed = 12;
    private const int NotRestorable = 13;

    /// <summary>Several files as one backup; null for one file.</summary>
    public BackupReport? Backup { get; } =
        Files.Count > 1 ? BackupReport.Of([.. Files.Select(file => new ShardReport(file.Name, file.Report))]) : null;

    /// <summary>What is wrong with the files as a whole, for the target; null for one file or without a target.</summary>
    public TargetVerdict? BackupTarget => Target is null ? null : Backup?.Judge(Target);

    /// <summary>The worst of all files: damage, then a target's refusal, then a missing checksum.</summary>
    public int ExitCode
    {
        get
        {
            int[] codes = [.. Files.Select(file => CodeOf(file.Report.Verdict))];
            return codes.Contains(Malformed) ? Malformed
                : codes.Contains(Mismatch) ? Mismatch
                : Files.Any(file => file.Target?.IsRestorable == false) || BackupTarget?.IsRestorable == false ? NotRestorable
                : codes.Max();
        }
    }

    private static int CodeOf(RdbVerdict verdict) => verdict switch
    {
        RdbVerdict.Valid => 0,
        RdbVerdict.Unverified => NoChecksum,
        RdbVerdict.ChecksumMismatch => Mismatch,
        _ => Malformed,
    };
}
