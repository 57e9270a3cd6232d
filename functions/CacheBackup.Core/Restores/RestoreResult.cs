namespace CacheBackup.Core.Restores;

/// <summary>The output of an execution of the restore machine, as its last state writes it.</summary>
/// <param name="Cache">Id of the new cache.</param>
/// <param name="BackupId">The backup; null for files without a manifest.</param>
/// <param name="Verdict">What was found of the new cache.</param>
/// <param name="Findings">What an operator should know, one sentence each.</param>
/// <param name="Files">Number of files it was made of.</param>
/// <param name="Bytes">Bytes of all files.</param>
/// <param name="Keys">Keys in all files.</param>
/// <param name="StartedAt">Start of the execution.</param>
/// <param name="CompletedAt">Its end.</param>
public sealed record RestoreResult(
    string Cache,
    string? BackupId,
    RestoreVerdict Verdict,
    IReadOnlyList<string> Findings,
    int Files,
    long Bytes,
    long Keys,
    DateTimeOffset StartedAt,
    DateTimeOffset CompletedAt)
{
    /// <summary>How long it took, in seconds. No property: it is no member of the output.</summary>
    public double SecondsTaken() => Math.Round((CompletedAt - StartedAt).TotalSeconds, 3);
}
