using System.Text.Json;
using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Restores;

namespace CacheBackup.Functions.Restores;

/// <param name="ExecutionId">ARN of the execution: its Region and account are the new cache's.</param>
/// <param name="StartedAt">Start of the execution.</param>
/// <param name="Request">The execution's input, as it was given.</param>
public sealed record ReadBackupInput(string ExecutionId, DateTimeOffset StartedAt, JsonElement Request);

/// <param name="Restore">Everything the run will do.</param>
/// <param name="BackupId">The backup that is restored; null for files without a manifest.</param>
/// <param name="FilesToVerify">Keys of the files that have no report of a verification yet.</param>
/// <param name="Findings">What will be otherwise than in the backup's cache, and what an operator should know.</param>
/// <param name="Copy">What has to be copied to this Region first; null for nothing.</param>
/// <param name="FilesToCopy">Names of the files to copy; empty for none.</param>
public sealed record ReadBackupOutput(
    RestorePlan Restore,
    string? BackupId,
    IReadOnlyList<string> FilesToVerify,
    IReadOnlyList<string> Findings,
    SeedCopy? Copy,
    IReadOnlyList<string> FilesToCopy);

/// <summary>Reads the request strictly, finds the backup, and decides everything the run will do. Creates nothing.</summary>
public sealed class ReadBackup(BackupReader backups)
{
    [LambdaFunction(ResourceName = "ReadBackupFunction")]
    public async Task<ReadBackupOutput> ReadBackupAsync(ReadBackupInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        var request = RestoreRequest.Parse(input.Request);
        var backup = await backups.ReadAsync(ExecutionArn.Parse(input.ExecutionId), input.StartedAt, request, deadline.Token);
        context.Logger.LogInformation(
            "Restore {RestoreId} makes {CacheId} of {BackupId} in {Bucket}; {Uncopied} files are to be copied, {Unverified} to be verified first",
            backup.Plan.RestoreId, backup.Plan.Cache.Id, backup.BackupId ?? "files", backup.Plan.Seed.Bucket.Bucket, backup.FilesToCopy.Count,
            backup.FilesToVerify.Count);
        return new ReadBackupOutput(backup.Plan, backup.BackupId, backup.FilesToVerify, backup.Findings, backup.Copy, backup.FilesToCopy);
    }
}
