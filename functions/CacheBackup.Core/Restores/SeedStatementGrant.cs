using System.Text;
using Amazon.S3.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Buckets;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Permissions;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Restores;

/// <summary>
/// The first way: adds one statement to the bucket's policy, and removes exactly that. Every other statement stays byte for
/// byte.
/// </summary>
/// <remarks>
/// S3 has no conditional PutBucketPolicy, so two runs that change one policy at the same time lose a change. Each looks again
/// when the other is done for sure, and repeats its own.
/// </remarks>
internal sealed class SeedStatementGrant(IAwsClients aws, TimeProvider clock)
{
    /// <summary>Whether a bucket's settings let ElastiCache read the files.</summary>
    public static SeedPolicyView Judge(SeedOrder order)
    {
        var (grants, plan) = (order.Grants, order.Plan);
        var hasStatement = BucketPolicyEditor.Has(grants.Policy.Value, order.Statement.Sid);
        var counted = hasStatement ? grants : WithoutRestores(grants);
        var bucket = plan.Seed.Bucket;
        var finding = GrantEvaluator.EvaluateSeed(
            counted with { AclGrants = new Reading<IReadOnlyList<AclGrant>>([]) },
            bucket.Bucket, bucket.Region, plan.Cache.AccountId, [.. order.Files.Select(file => file.Key)], order.Statement.Json);
        return new SeedPolicyView(finding, hasStatement, grants.Policy);
    }

    /// <summary>Adds the statement.</summary>
    /// <returns>The access, or why the policy cannot give it.</returns>
    /// <exception cref="SeedBucketNotGrantedException">A statement denies it.</exception>
    public async Task<(SeedAccess? Access, SeedObstacle? Obstacle)> AddAsync(SeedOrder order, CancellationToken cancellationToken)
    {
        var bucket = order.Plan.Seed.Bucket;
        for (var attempt = 1; ; attempt++)
        {
            var view = Judge(order);
            var access = view.AccessIn(bucket);
            if (view.Stands)
            {
                return (access, null);
            }

            SeedAttempts.Demand(attempt, $"The statement of this restore was added to the policy of bucket {bucket.Bucket}");
            if (await PutAsync(order, view, cancellationToken) is { } obstacle)
            {
                return (null, obstacle);
            }

            await Task.Delay(SeedAttempts.Settling, clock, cancellationToken);
            order = order with { Grants = await BucketGrants.ReadAsync(new BucketSettings(aws, bucket, cancellationToken)) };
        }
    }

    /// <summary>Removes the statement of a restore, if there is one.</summary>
    /// <returns>Whether there was one.</returns>
    public async Task<bool> RemoveAsync(BucketLocation bucket, string restoreId, CancellationToken cancellationToken)
    {
        var sid = SeedStatement.SidOf(restoreId);
        var settings = new BucketSettings(aws, bucket, cancellationToken);
        for (var attempt = 1; ; attempt++)
        {
            var policy = await settings.PolicyAsync();
            // What may not be read was not changed either.
            if (policy is not { UnknownBecause: null, Value: { } present } || !BucketPolicyEditor.Has(present, sid))
            {
                return attempt > 1;
            }

            SeedAttempts.Demand(attempt, $"The statement of this restore was removed from the policy of bucket {bucket.Bucket}");
            await PutAsync(bucket, BucketPolicyEditor.Remove(present, sid), cancellationToken);
            await Task.Delay(SeedAttempts.Settling, clock, cancellationToken);
        }
    }

    // What another restore has granted it takes back at its end, which may come first.
    private static BucketGrants WithoutRestores(BucketGrants grants) => grants.Policy.Value is { } policy
        ? grants with { Policy = new Reading<string?>(BucketPolicyEditor.RemoveAll(policy, SeedStatement.SidStart), grants.Policy.UnknownBecause) }
        : grants;

    private async Task<SeedObstacle?> PutAsync(SeedOrder order, SeedPolicyView view, CancellationToken cancellationToken)
    {
        var bucket = order.Plan.Seed.Bucket;
        if (order.Statement.Json is not { } statement)
        {
            return SeedGrantErrors.NoPrincipal(bucket, view.Finding);
        }

        var changed = BucketPolicyEditor.Add(view.Policy.Value, statement);
        if (Encoding.UTF8.GetByteCount(changed) is > BucketPolicyEditor.MostBytes and var bytes)
        {
            return SeedGrantErrors.TooLong(bucket, bytes, statement);
        }

        try
        {
            await PutAsync(bucket, changed, cancellationToken);
            return null;
        }
        catch (PermanentException error)
        {
            return SeedGrantErrors.MayNotChange(bucket, statement, error);
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
