using CacheBackup.Core.Aws;
using CacheBackup.Core.Buckets;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Permissions;

namespace CacheBackup.Core.Restores;

/// <summary>What a restore has added so that ElastiCache may read its files, to be taken back at its end.</summary>
public enum SeedGrantKind
{
    /// <summary>Nothing: ElastiCache may read them anyway, or it cannot be judged.</summary>
    None,

    /// <summary>One statement of its own in the bucket policy.</summary>
    PolicyStatement,

    /// <summary>Grants in the ACLs of the files, each with a claim of its own beside the file.</summary>
    ObjectAcls,
}

/// <summary>ElastiCache's access to the files of a restore.</summary>
/// <param name="Finding">Granted, or unknown.</param>
/// <param name="Added">What this restore has added for it.</param>
public sealed record SeedAccess(GrantFinding Finding, SeedGrantKind Added);

/// <summary>
/// Lets ElastiCache read the files for the time of a restore, and takes back exactly what it added: by a statement in the
/// bucket's policy, or by the ACLs of the files where the policy cannot be changed and the bucket still has ACLs.
/// </summary>
public sealed class SeedGrant(IAwsClients aws, TimeProvider clock)
{
    private readonly SeedStatementGrant _statements = new(aws, clock);
    private readonly SeedAclGrant _acls = new(aws, clock);

    /// <summary>Grants what is missing.</summary>
    /// <param name="plan">The restore.</param>
    /// <param name="files">Its files.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="SeedBucketNotGrantedException">It is denied, or may not be granted by this run.</exception>
    /// <exception cref="SeedFileChangedException">A file is no longer the one that was verified, where ACLs are used.</exception>
    public async Task<SeedAccess> GrantAsync(RestorePlan plan, IReadOnlyList<SeedFile> files, CancellationToken cancellationToken)
    {
        var (bucket, statement) = (plan.Seed.Bucket, SeedStatement.Of(plan, [.. files.Select(file => file.Key)]));
        var grants = await BucketGrants.ReadAsync(new BucketSettings(aws, bucket, cancellationToken));
        var order = new SeedOrder(plan, files, statement, grants);
        var byPolicy = SeedStatementGrant.Judge(order);
        if (byPolicy.Stands)
        {
            return byPolicy.AccessIn(bucket);
        }

        var whyNoAcl = SeedAclGrant.ObstacleOf(order);
        if (whyNoAcl is null && await _acls.FindAsync(order, cancellationToken) is { } byAcl)
        {
            return byAcl;
        }

        var (access, obstacle) = await _statements.AddAsync(order, cancellationToken);
        return access ?? (whyNoAcl is null
            ? await _acls.AddAsync(order, obstacle!, cancellationToken)
            : throw SeedGrantErrors.NeitherWay(obstacle!, whyNoAcl));
    }

    /// <summary>Takes back what a restore has added, whichever way. It is looked for, not remembered.</summary>
    /// <param name="seed">Where its files are.</param>
    /// <param name="restoreId">Whose grants.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <returns>Whether there was anything.</returns>
    public async Task<bool> RevokeAsync(SeedLocation seed, string restoreId, CancellationToken cancellationToken)
    {
        // Both, even where one is refused.
        Task<bool>[] removals =
        [
            _statements.RemoveAsync(seed.Bucket, restoreId, cancellationToken),
            _acls.RemoveAsync(seed, restoreId, cancellationToken),
        ];
        await ((Task)Task.WhenAll(removals)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        // An error that may pass is told first: the step is repeated then, and meets the other one again.
        var any = false;
        foreach (var removal in removals.OrderByDescending(removal => removal.Exception?.InnerException is TransientServiceException))
        {
            any |= await removal;
        }

        return any;
    }
}

/// <summary>What a grant is decided by.</summary>
/// <param name="Plan">The restore.</param>
/// <param name="Files">Its files.</param>
/// <param name="Statement">The statement it would add.</param>
/// <param name="Grants">The bucket's settings as they were read first.</param>
internal sealed record SeedOrder(RestorePlan Plan, IReadOnlyList<SeedFile> Files, SeedStatement Statement, BucketGrants Grants);
