using System.Collections.Concurrent;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Restores;

/// <summary>
/// Keeps the claims of restores beside their files, as <c>&lt;file&gt;.seed-access.&lt;restore id&gt;</c>. Each restore writes only
/// its own, so none loses another's, as grants of one ACL would.
/// </summary>
internal sealed class SeedClaims(IAwsClients aws)
{
    // 500 files are 500 small objects, within one Region.
    private const int MostAtOnce = 32;

    private const string Mark = ".seed-access.";

    private readonly BucketObjects _objects = new(aws);
    private readonly ObjectWriter _writer = new(aws, new BucketObjects(aws));
    private readonly ObjectRemover _remover = new(aws);

    /// <summary>Key of a claim.</summary>
    /// <param name="file">Key of the file.</param>
    /// <param name="restoreId">Whose claim.</param>
    public static string KeyOf(string file, string restoreId) => $"{file}{Mark}{restoreId}";

    /// <summary>Every claim on the files of a restore, of all restores.</summary>
    /// <returns>Null where one went while they were read: then what was read of the ACLs before is out of date too.</returns>
    public async Task<IReadOnlyList<HeldClaim>?> ListAsync(SeedLocation seed, CancellationToken cancellationToken)
    {
        var prefixes = seed.Folder is { } folder ? [$"{folder}/"] : seed.Keys.Select(key => key + Mark);
        var keys = new ConcurrentBag<string>();
        var claims = new ConcurrentBag<HeldClaim?>();
        await EachAsync(prefixes, ListAsync, cancellationToken);
        await EachAsync(keys, async (key, token) => claims.Add(await FindAsync(seed.Bucket, key, token)), cancellationToken);
        return claims.Contains(null) ? null : [.. claims.OfType<HeldClaim>()];

        async Task ListAsync(string prefix, CancellationToken token)
        {
            foreach (var found in await _objects.ListAsync(seed.Bucket, prefix, token))
            {
                if (found.Key.Contains(Mark, StringComparison.Ordinal))
                {
                    keys.Add(found.Key);
                }
            }
        }
    }

    /// <summary>Writes a claim, over the one before.</summary>
    public Task WriteAsync(BucketLocation bucket, HeldClaim held, CancellationToken cancellationToken) =>
        _writer.ReplaceJsonAsync(bucket, KeyOf(held.File, held.RestoreId), held.Claim.Write(), cancellationToken);

    /// <summary>Removes a claim in every version. Where a lock keeps them, the claim is hidden by a delete marker.</summary>
    public async Task RemoveAsync(BucketLocation bucket, HeldClaim held, CancellationToken cancellationToken)
    {
        var key = KeyOf(held.File, held.RestoreId);
        if ((await _remover.RemoveObjectAsync(bucket, key, cancellationToken)).Left.Count > 0)
        {
            await AwsCalls.ExpectAsync(
                "s3:DeleteObject", BucketObjects.ArnOf(bucket, key), () => aws.S3(bucket.Region).DeleteObjectAsync(
                    new() { BucketName = bucket.Bucket, Key = key, ExpectedBucketOwner = bucket.AccountId }, cancellationToken));
        }
    }

    /// <summary>Does something for each of many, some at a time. Where one fails, those under way are not broken off in the middle.</summary>
    internal static Task EachAsync<T>(IEnumerable<T> items, Func<T, CancellationToken, Task> act, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            items,
            new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = cancellationToken },
            async (item, _) => await act(item, cancellationToken));

    private async Task<HeldClaim?> FindAsync(BucketLocation bucket, string key, CancellationToken cancellationToken)
    {
        var mark = key.LastIndexOf(Mark, StringComparison.Ordinal);
        return await _objects.FindAsync(bucket, key, cancellationToken) is { } stored
            ? new HeldClaim(key[..mark], key[(mark + Mark.Length)..], SeedClaim.Read(stored.Content))
            : null;
    }
}
