using Amazon.Lambda.Annotations;
using Amazon.Lambda.Core;
using CacheBackup.Core.Permissions;
using CacheBackup.Core.Plans;

namespace CacheBackup.Functions.Preflight;

/// <param name="Backup">The plan: export bucket, destinations, and whether the grant may be repaired.</param>
public sealed record CheckPermissionsInput(BackupPlan Backup);

/// <param name="Grant">Whether ElastiCache may export: granted, or unknown where a condition cannot be judged from outside.</param>
/// <param name="Reason">Why.</param>
/// <param name="Repaired">Whether the missing statement was added to the bucket policy.</param>
public sealed record CheckPermissionsOutput(GrantVerdict Grant, string Reason, bool Repaired);

/// <summary>
/// Judges whether ElastiCache may export, and tries whether this run may write to every bucket. Leaves nothing behind but a
/// repaired grant.
/// </summary>
public sealed class CheckPermissions(ExportGrant grant, CallerAccess caller, DestinationAccess destinations)
{
    [LambdaFunction(ResourceName = "CheckPermissionsFunction")]
    public async Task<CheckPermissionsOutput> CheckPermissionsAsync(CheckPermissionsInput input, ILambdaContext context)
    {
        using var deadline = Deadline.Of(context);
        await caller.DemandAsync(input.Backup, deadline.Token);
        await destinations.DemandAsync(input.Backup, deadline.Token);
        // Last, so that the bucket policy is only changed for a run that nothing else stops.
        var (finding, repaired) = await grant.DemandAsync(input.Backup, deadline.Token);
        context.Logger.Log(
            finding.Verdict == GrantVerdict.Granted ? LogLevel.Information : LogLevel.Warning,
            "ElastiCache's grant on {Bucket} is {Verdict}: {Reason}; repaired {Repaired}; {DestinationCount} destinations are writable",
            input.Backup.ExportBucket.Bucket, finding.Verdict.ToString(), finding.Reason, repaired, input.Backup.Destinations.Count);
        return new CheckPermissionsOutput(finding.Verdict, finding.Reason, repaired);
    }
}
