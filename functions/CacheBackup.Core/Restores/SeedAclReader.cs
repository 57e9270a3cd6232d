using CacheBackup.Core.Aws;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Verification;

namespace CacheBackup.Core.Restores;

/// <summary>Reads the ACLs of the files of a restore, and the claims on them.</summary>
internal sealed class SeedAclReader(IAwsClients aws)
{
    private readonly BucketObjects _objects = new(aws);
    private readonly SeedFileFinder _files = new(new BucketObjects(aws));
    private readonly ObjectAcls _acls = new(aws);
    private readonly SeedClaims _claims = new(aws);

    /// <summary>Reads them all: the claims, the ACLs, and the claims again.</summary>
    /// <returns>Null where a restore ended meanwhile, and with it what was read.</returns>
    /// <exception cref="SeedFileChangedException">A file is no longer the one that was verified.</exception>
    public async Task<IReadOnlyList<SeedAclFile>?> ReadAsync(SeedOrder order, CancellationToken cancellationToken)
    {
        var (bucket, files) = (order.Plan.Seed.Bucket, order.Files);
        var before = await _claims.ListAsync(order.Plan.Seed, cancellationToken);
        var acls = new (PinnedObject Pin, ObjectAcl Acl)[files.Count];
        await SeedClaims.EachAsync(Enumerable.Range(0, files.Count), ReadAclAsync, cancellationToken);
        var claims = await _claims.ListAsync(order.Plan.Seed, cancellationToken);
        if (before is null || claims is null || before.Select(Name).Except(claims.Select(Name)).Any())
        {
            return null;
        }

        var byFile = claims.ToLookup(claim => claim.File, StringComparer.Ordinal);
        return [.. files.Select((file, index) => Of(order, file, acls[index], byFile[file.Key]))];

        static string Name(HeldClaim claim) => SeedClaims.KeyOf(claim.File, claim.RestoreId);

        async Task ReadAclAsync(int index, CancellationToken token)
        {
            var pin = await PinAsync(bucket, files[index], token);
            acls[index] = (pin, await _acls.FindAsync(bucket, pin, token) ?? throw SeedFailures.Unverified(bucket, pin.Key));
        }
    }

    private static SeedAclFile Of(SeedOrder order, SeedFile file, (PinnedObject Pin, ObjectAcl Acl) found, IEnumerable<HeldClaim> claims)
    {
        var bucket = order.Plan.Seed.Bucket;
        var (own, others) = (claims.FirstOrDefault(claim => claim.RestoreId == order.Plan.RestoreId), claims);
        return own is not null && own.Pin != found.Pin
            ? throw SeedFailures.Unverified(bucket, file.Key)
            : new SeedAclFile(
                file,
                found.Pin,
                SeedAclGrant.IdOf(bucket)!,
                found.Acl,
                own?.Claim,
                // A claim on an earlier file of this key says nothing about the ACL of this one.
                [.. others.Where(claim => claim != own && claim.Pin == found.Pin).Select(claim => claim.Claim)]);
    }

    // The manifest says which one it is, or else the report of its verification, whose name has its ETag.
    private async Task<PinnedObject> PinAsync(BucketLocation bucket, SeedFile file, CancellationToken cancellationToken)
    {
        var found = await _files.FindAsync(bucket, file, cancellationToken);
        var report = ExportedFile.Of(bucket, found).ReportKey;
        return file.Described is not null || await _objects.HeadAsync(bucket, report, cancellationToken) is not null
            ? new PinnedObject(found.Key, found.ETag, found.VersionId)
            : throw SeedFailures.Unverified(bucket, file.Key);
    }
}
