using CacheBackup.Core.Aws;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Restores;

/// <summary>Adds ElastiCache to the ACL of a file.</summary>
internal sealed class SeedAclWriter(IAwsClients aws)
{
    private readonly BucketObjects _objects = new(aws);
    private readonly ObjectAcls _acls = new(aws);

    /// <summary>Writes the ACL, as it is now, with what is missing and claimed.</summary>
    /// <exception cref="SeedFileChangedException">The file was replaced meanwhile; nothing is left on the new one.</exception>
    public async Task AddAsync(BucketLocation bucket, SeedAclFile file, CancellationToken cancellationToken)
    {
        // Read again right before it is written: what others change in between is lost.
        var acl = await _acls.FindAsync(bucket, file.Pin, cancellationToken) ?? throw SeedFailures.Unverified(bucket, file.Pin.Key);
        var missing = acl.MissingFor(file.CanonicalId).Intersect(file.Missing).ToList();
        if (missing.Count > 0 && !await _acls.WriteAsync(bucket, file.Pin, acl.With(file.CanonicalId, missing), cancellationToken))
        {
            await TakeBackAsync(bucket, file, cancellationToken);
            throw SeedFailures.Unverified(bucket, file.Pin.Key);
        }
    }

    // Without a condition, S3 may have put the ACL on the object that came in between. A version is never replaced, except the one that
    // objects have in a bucket which keeps versions no more.
    private async Task TakeBackAsync(BucketLocation bucket, SeedAclFile file, CancellationToken cancellationToken)
    {
        if (file.Pin.VersionId is null or "null"
            && await _objects.HeadAsync(bucket, file.Pin.Key, cancellationToken) is { } now
            && new PinnedObject(now.Key, now.ETag, now.VersionId) is var pin
            && await _acls.FindAsync(bucket, pin, cancellationToken) is { } acl
            && file.Missing.All(permission => acl.Has(file.CanonicalId, permission)))
        {
            await _acls.WriteAsync(bucket, pin, acl.Without(file.CanonicalId, file.Missing), cancellationToken);
        }
    }
}
