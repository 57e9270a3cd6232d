using System.Text;
using Amazon.S3.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Buckets;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Permissions;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Restores;

/// <summary>
/// Lets ElastiCache read the files for the time of a restore: adds one statement to the bucket's policy, and removes exactly
/// that. Every other statement stays byte for byte.
/// </summary>
/// <remarks>
/// S3 has no conditional PutBucketPolicy, so two runs that change one policy at the same time lose a change. Each looks again
/// when the other is done for sure, and repeats its own.
/// </remarks>
public sealed class SeedGrant(IAwsClients aws, TimeProvider clock)
{
    // Between another run's reading and writing lies one call; one that takes longer than this is rare and ends in an error.
    private static readonly TimeSpan Settling = TimeSpan.FromSeconds(1);

    private const int MostAttempts = 5;

    /// <summary>Grants what is missing.</summary>
    /// <param name="plan">The restore.</param>
    /// <param name="keys">Its files.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>Granted or unknown, and whether the policy has a statement of this restore.</returns>
    /// <exception cref="SeedBucketNotGrantedException">It is denied, or may not be granted by this run.</exception>
    public async Task<(GrantFinding Finding, bool HasStatement)> GrantAsync(
        RestorePlan plan, IReadOnlyList<string> keys, CancellationToken cancellationToken)
    {
        var bucket = plan.Seed.Bucket;
        var statement = SeedStatement.Of(plan, keys);
        var settings = new BucketSettings(aws, bucket, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var grants = await BucketGrants.ReadAsync(settings);
            var hasStatement = BucketPolicyEditor.Has(grants.Policy.Value, statement.Sid);
            var finding = Judge(hasStatement ? grants : WithoutRestores(grants), plan, keys, statement);
            if (finding.Verdict == GrantVerdict.Granted || hasStatement || grants.Policy.UnknownBecause is not null)
            {
                return (finding, hasStatement);
            }

            DemandAttempt(attempt, bucket, "added to");
            await AddAsync(bucket, grants.Policy.Value, statement.Json ?? throw SeedGrantErrors.NoPrincipal(bucket, finding), cancellationToken);
            await Task.Delay(Settling, clock, cancellationToken);
        }
    }

    /// <summary>Removes the statement of a restore, if there is one.</summary>
    /// <param name="seed">Its files.</param>
    /// <param name="restoreId">Whose statement.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> RevokeAsync(SeedLocation seed, string restoreId, CancellationToken cancellationToken)
    {
        var (bucket, sid) = (seed.Bucket, SeedStatement.SidOf(restoreId));
        var settings = new BucketSettings(aws, bucket, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var policy = await settings.PolicyAsync();
            // What may not be read was not changed either.
            if (policy is not { UnknownBecause: null, Value: { } present } || !BucketPolicyEditor.Has(present, sid))
            {
                return attempt > 1;
            }

            DemandAttempt(attempt, bucket, "removed from");
            await PutAsync(bucket, BucketPolicyEditor.Remove(present, sid), cancellationToken);
            await Task.Delay(Settling, clock, cancellationToken);
        }
    }

    // What another restore has granted it takes back at its end, which may come first.
    private static BucketGrants WithoutRestores(BucketGrants grants) => grants.Policy.Value is { } policy
        ? grants with { Policy = new Reading<string?>(BucketPolicyEditor.RemoveAll(policy, SeedStatement.SidStart), grants.Policy.UnknownBecause) }
        : grants;

    private static GrantFinding Judge(BucketGrants grants, RestorePlan plan, IReadOnlyList<string> keys, SeedStatement statement)
    {
        var policyOnly = grants with { AclGrants = new Reading<IReadOnlyList<AclGrant>>([]) };
        var bucket = plan.Seed.Bucket;
        var finding = GrantEvaluator.EvaluateSeed(policyOnly, bucket.Bucket, bucket.Region, plan.Cache.AccountId, keys, statement.Json);
        return finding.Verdict == GrantVerdict.Denied ? throw SeedGrantErrors.Denied(bucket, finding) : finding;
    }

    private static void DemandAttempt(int attempt, BucketLocation bucket, string what)
    {
        if (attempt > MostAttempts)
        {
            throw new TransientServiceException(
                $"The statement of this restore was {what} the policy of bucket {bucket.Bucket} {MostAttempts} times, and others undid it.");
        }
    }

    private async Task AddAsync(BucketLocation bucket, string? policy, string statement, CancellationToken cancellationToken)
    {
        var changed = BucketPolicyEditor.Add(policy, statement);
        if (Encoding.UTF8.GetByteCount(changed) is > BucketPolicyEditor.MostBytes and var bytes)
        {
            throw SeedGrantErrors.TooLong(bucket, bytes, statement);
        }

        try
        {
            await PutAsync(bucket, changed, cancellationToken);
        }
        catch (PermanentException error)
        {
            throw SeedGrantErrors.MayNotChange(bucket, statement, error);
        }
    }

    private Task PutAsync(BucketLocation bucket, string? policy, CancellationToken cancellationToken)
    {
        var s3 = aws.S3(bucket.Region);
        var put = new PutBucketPolicyRequest { BucketName = bucket.Bucket, Policy = policy, ExpectedBucketOwner = bucket.AccountId };
        var delete = new DeleteBucketPolicyRequest { BucketName = bucket.Bucket, ExpectedBucketOwner = bucket.AccountId };
        return policy is null
            ? AwsCalls.ExpectAsync("s3:DeleteBucketPolicy", bucket.Bucket, () => s3.DeleteBucketPolicyAsync(delete, cancellationToken))
            : AwsCalls.ExpectAsync("s3:PutBucketPolicy", bucket.Bucket, () => s3.PutBucketPolicyAsync(put, cancellationToken));
    }
}
