using CacheBackup.Core.Aws;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Permissions;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Regions;

namespace CacheBackup.Core.Restores;

/// <summary>
/// The second way: gives ElastiCache's canonical id READ and READ_ACP in the ACL of every file. Every other grant stays as it
/// is.
/// </summary>
/// <remarks>
/// A grant of an ACL has no name, so a claim beside the file says whose it is: it is written before the ACL, and whoever ends last
/// takes the grants back. A claim is found by whoever begins later, because each reads the ACL first and the claims after it.
/// </remarks>
internal sealed class SeedAclGrant(IAwsClients aws, TimeProvider clock)
{
    private readonly SeedClaims _claims = new(aws);
    private readonly SeedAclReader _reader = new(aws);
    private readonly SeedAclWriter _writer = new(aws);

    /// <summary>Why ACLs are no way in this bucket, as the part of a sentence that follows "because"; null where they are one.</summary>
    public static string? ObstacleOf(SeedOrder order) => order switch
    {
        _ when IdOf(order.Plan.Seed.Bucket) is null => $"ElastiCache has no canonical id in {order.Plan.Seed.Bucket.Region}",
        { Grants.AclsAreOff.UnknownBecause: { } why } => why,
        { Grants.AclsAreOff.Value: true } => "ACLs are off in this bucket",
        _ => null,
    };

    /// <summary>The access that the ACLs give already: their owner's, or what this restore has begun to add.</summary>
    /// <returns>Null where they give none that lasts, or may not be read.</returns>
    public async Task<SeedAccess?> FindAsync(SeedOrder order, CancellationToken cancellationToken)
    {
        try
        {
            var files = await _reader.ReadAsync(order, cancellationToken);
            if (files?.Any(file => file.Own is not null) != false)
            {
                return files is null ? null : await AddAsync(order, null, cancellationToken);
            }

            var finding = Judge(order, files);
            return finding.Verdict == GrantVerdict.Granted && files.All(file => file.IsSettled) ? new SeedAccess(finding, SeedGrantKind.None) : null;
        }
        catch (CallerNotPermittedException)
        {
            return null;
        }
    }

    /// <summary>Adds the grants.</summary>
    /// <param name="order">The restore.</param>
    /// <param name="policy">Why its policy cannot grant it; null where that was found before.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="SeedBucketNotGrantedException">A statement denies it, or this run may not change the ACLs either.</exception>
    /// <exception cref="SeedFileChangedException">A file is no longer the one that was verified.</exception>
    public async Task<SeedAccess> AddAsync(SeedOrder order, SeedObstacle? policy, CancellationToken cancellationToken)
    {
        try
        {
            return await AddAsync(order, cancellationToken);
        }
        catch (CallerNotPermittedException refused) when (policy is not null)
        {
            throw SeedGrantErrors.NeitherWay(policy, refused.Fact, refused);
        }
    }

    /// <summary>Takes back what a restore has added, where no other one needs it.</summary>
    public Task<bool> RemoveAsync(SeedLocation seed, string restoreId, CancellationToken cancellationToken) =>
        IdOf(seed.Bucket) is null ? Task.FromResult(false) : new SeedAclRemoval(aws, clock, seed, restoreId).RunAsync(cancellationToken);

    internal static string? IdOf(BucketLocation bucket) => RegionFacts.ElastiCacheCanonicalIdOf(bucket.Region);

    private async Task<SeedAccess> AddAsync(SeedOrder order, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            if (await _reader.ReadAsync(order, cancellationToken) is { } files)
            {
                var finding = Judge(order, files);
                if (finding.Verdict == GrantVerdict.Denied)
                {
                    throw SeedGrantErrors.Denied(order.Plan.Seed.Bucket, finding);
                }

                if (files.All(file => file.IsSettled))
                {
                    return new SeedAccess(finding, files.Any(file => file.Own is not null) ? SeedGrantKind.ObjectAcls : SeedGrantKind.None);
                }

                SeedAttempts.Demand(attempt, $"ElastiCache was added to the ACLs of files in bucket {order.Plan.Seed.Bucket.Bucket}");
                await SeedClaims.EachAsync(
                    files.Where(file => !file.IsSettled), (file, token) => EstablishAsync(order, file, token), cancellationToken);
            }

            await Task.Delay(SeedAttempts.Settling, clock, cancellationToken);
        }
    }

    // As it will be: a Deny is found before anything is added.
    private static GrantFinding Judge(SeedOrder order, IReadOnlyList<SeedAclFile> files)
    {
        var bucket = order.Plan.Seed.Bucket;
        var acls = files.Select(file => KeyValuePair.Create(file.File.Key, file.GrantsToBe));
        return GrantEvaluator.EvaluateSeedAcls(order.Grants, bucket.Bucket, bucket.Region, order.Plan.Cache.AccountId, acls);
    }

    private async Task EstablishAsync(SeedOrder order, SeedAclFile file, CancellationToken cancellationToken)
    {
        var bucket = order.Plan.Seed.Bucket;
        if (file.NeedsClaim)
        {
            await _claims.WriteAsync(bucket, file.ClaimOf(order.Plan.RestoreId), cancellationToken);
        }

        if (file.Missing.Count > 0)
        {
            await _writer.AddAsync(bucket, file, cancellationToken);
        }
    }
}
