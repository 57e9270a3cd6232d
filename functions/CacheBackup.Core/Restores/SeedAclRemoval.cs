using System.Net;
using Amazon.S3;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;

namespace CacheBackup.Core.Restores;

/// <summary>
/// Takes back what one restore has added to the ACLs of its files, and its claims. Of restores that overlap, the last one takes back
/// what the first has added.
/// </summary>
/// <remarks>
/// Each claim says that its restore ends before the others are looked at: of two that end at the same time at least one so
/// sees the other ending, and takes the grants back. The claim goes last, so that a repeated step finds what is left to do.
/// </remarks>
internal sealed class SeedAclRemoval(IAwsClients aws, TimeProvider clock, SeedLocation seed, string restoreId)
{
    private readonly ObjectAcls _acls = new(aws);
    private readonly SeedClaims _claims = new(aws);
    private readonly string _canonicalId = SeedAclGrant.IdOf(seed.Bucket)!;

    /// <summary>Takes everything back.</summary>
    /// <returns>Whether there was anything of this restore.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var own = await ListOwnAsync(cancellationToken);
        if (own is { Count: 0 })
        {
            return false;
        }

        for (var attempt = 1; own is not { Count: 0 }; attempt++)
        {
            SeedAttempts.Demand(attempt, $"ElastiCache was removed from the ACLs of files in bucket {seed.Bucket.Bucket}");
            var isOver = own is not null && await EndAsync(own, cancellationToken);
            if (!isOver)
            {
                await Task.Delay(SeedAttempts.Settling, clock, cancellationToken);
            }

            own = isOver ? [] : await ListOwnAsync(cancellationToken);
        }

        return true;
    }

    private async Task<IReadOnlyList<HeldClaim>?> ListOwnAsync(CancellationToken cancellationToken)
    {
        try
        {
            var claims = await _claims.ListAsync(seed, cancellationToken);
            return claims is null ? null : [.. claims.Where(IsOwn)];
        }
        catch (CallerNotPermittedException)
        {
            // Where this role may not look, it has not claimed anything either.
            return [];
        }
        catch (UnexpectedServiceAnswerException error) when (error.InnerException is AmazonS3Exception { StatusCode: HttpStatusCode.NotFound })
        {
            // The bucket is gone, and with it whatever was granted.
            return [];
        }
    }

    private bool IsOwn(HeldClaim claim) => claim.RestoreId == restoreId;

    /// <returns>Whether every claim is gone; else an ACL was changed, and is looked at again.</returns>
    private async Task<bool> EndAsync(IReadOnlyList<HeldClaim> own, CancellationToken cancellationToken)
    {
        var changed = 0;
        await SeedClaims.EachAsync(own, EndOneAsync, cancellationToken);
        return changed == 0;

        async Task EndOneAsync(HeldClaim held, CancellationToken token)
        {
            if (!held.Claim.IsEnding)
            {
                await _claims.WriteAsync(seed.Bucket, held with { Claim = held.Claim with { IsEnding = true } }, token);
            }

            if (await TakeBackAsync(held, token))
            {
                Interlocked.Increment(ref changed);
            }
            else
            {
                await _claims.RemoveAsync(seed.Bucket, held, token);
            }
        }
    }

    /// <returns>Whether there was something to take back, or the claims changed while they were read.</returns>
    private async Task<bool> TakeBackAsync(HeldClaim held, CancellationToken cancellationToken)
    {
        // The claims on one file, right before its ACL: of many files the last would be changed long after the first.
        var claims = await _claims.ListAsync(new SeedLocation(seed.Bucket, null, [held.File]), cancellationToken);
        if (claims is null)
        {
            return true;
        }

        // Of a file that was replaced, the ACL is not the one that was changed.
        if (claims.Any(claim => !IsOwn(claim) && !claim.Claim.IsEnding && claim.Pin == held.Pin)
            || await _acls.FindAsync(seed.Bucket, held.Pin, cancellationToken) is not { } acl
            || !held.Claim.Added.Any(permission => acl.Has(_canonicalId, permission)))
        {
            return false;
        }

        await _acls.WriteAsync(seed.Bucket, held.Pin, acl.Without(_canonicalId, held.Claim.Added), cancellationToken);
        return true;
    }
}
