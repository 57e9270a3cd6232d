using CacheBackup.Core.Verification;

namespace CacheBackup.Core.Manifests;

/// <summary>The files and copies of a backup as they were found right before its manifest is written.</summary>
/// <param name="Files">In the order of their names.</param>
/// <param name="Reports">The reports of the files, in the same order.</param>
/// <param name="ExportedAt">When the last file was written.</param>
/// <param name="CopiedAt">When the last copy was written; null without destinations.</param>
public sealed record BackupInventory(
    IReadOnlyList<BackupFile> Files, IReadOnlyList<VerificationReport> Reports, DateTimeOffset ExportedAt, DateTimeOffset? CopiedAt);
