using Amazon.S3.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Buckets;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Permissions;

/// <summary>Makes sure that ElastiCache may export into a run's bucket, and adds the missing statement where the request says so.</summary>
public sealed class ExportGrant(IAwsClients aws)
{
    /// <summary>Reads the bucket's settings and judges them. Where a statement was added before, nothing is added again.</summary>
    /// <returns>A finding that stands in nobody's way: granted, or unknown.</returns>
    /// <exception cref="ExportBucketNotGrantedException">Something is missing and may not be added, or a statement denies it.</exception>
    public async Task<(GrantFinding Finding, bool Repaired)> DemandAsync(BackupPlan plan, CancellationToken cancellationToken)
    {
        var (bucket, settings) = (plan.ExportBucket, new BucketSettings(aws, plan.ExportBucket, cancellationToken));
        var grants = await BucketGrants.ReadAsync(settings);
        var finding = Evaluate(grants, plan);
        if (finding is { Verdict: GrantVerdict.NotGranted, StatementToAdd: { } statement } && plan.RepairsGrant)
        {
            await AddAsync(bucket, grants.Policy.Value, statement, cancellationToken);
            return (Seen(Evaluate(await BucketGrants.ReadAsync(settings), plan), bucket), true);
        }

        return finding.Verdict switch
        {
            GrantVerdict.Denied => throw GrantErrors.Denied(bucket, finding.Actions, finding.Reason),
            GrantVerdict.NotGranted => throw GrantErrors.NotGranted(bucket, finding.Actions, finding.Reason),
            _ => (finding, false),
        };
    }

    private static GrantFinding Evaluate(BucketGrants grants, BackupPlan plan) => GrantEvaluator.Evaluate(
        grants, plan.ExportBucket.Bucket, plan.ExportBucket.Region, plan.ExportBucket.AccountId, plan.Folder);

    // A changed policy may take a moment to be seen everywhere: then the step is repeated, and finds the statement.
    private static GrantFinding Seen(GrantFinding finding, BucketLocation bucket) =>
        finding.Verdict is GrantVerdict.Granted or GrantVerdict.Unknown
            ? finding
            : throw new TransientServiceException(
                $"The statement added to the policy of bucket {bucket.Bucket} is not in effect yet: {finding.Reason}.");

    // S3 has no conditional PutBucketPolicy: what somebody else changes between reading and writing is lost. So it follows at once.
    private async Task AddAsync(BucketLocation bucket, string? policy, string statement, CancellationToken cancellationToken)
    {
        var changed = BucketPolicyEditor.Add(policy, statement);
        if (changed.Length > BucketPolicyEditor.MostBytes)
        {
            throw new ExportBucketNotGrantedException(
                $"The policy of bucket {bucket.Bucket} would have {changed.Length} characters with ElastiCache's statement; "
                + $"S3 takes {BucketPolicyEditor.MostBytes} bytes.",
                $"Shorten the policy, then add this statement: {statement}");
        }

        var request = new PutBucketPolicyRequest { BucketName = bucket.Bucket, Policy = changed, ExpectedBucketOwner = bucket.AccountId };
        await AwsCalls.ExpectAsync(
            "s3:PutBucketPolicy", bucket.Bucket, () => aws.S3(bucket.Region).PutBucketPolicyAsync(request, cancellationToken));
    }
}
