using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Restores;

/// <summary>Looks at the files of a restore as they are now, and holds them against their manifest.</summary>
public sealed class SeedFileFinder(BucketObjects objects)
{
    /// <summary>The file.</summary>
    /// <exception cref="SeedFileChangedException">It is gone, or not what its manifest describes.</exception>
    public async Task<ObjectFacts> FindAsync(BucketLocation bucket, SeedFile file, CancellationToken cancellationToken)
    {
        var found = await objects.HeadAsync(bucket, file.Key, cancellationToken) ?? throw SeedFailures.Missing(bucket, file.Key);
        return file.DifferenceOf(bucket, found) is { } difference ? throw SeedFailures.Different(bucket, file.Key, difference) : found;
    }

    /// <summary>The file, where ElastiCache is to read it.</summary>
    /// <exception cref="SeedFileChangedException">It is gone, or not what its manifest describes.</exception>
    /// <exception cref="SeedFileUnusableException">ElastiCache could not read it as it is stored.</exception>
    public async Task<ObjectFacts> FindUsableAsync(BucketLocation bucket, SeedFile file, CancellationToken cancellationToken)
    {
        var found = await FindAsync(bucket, file, cancellationToken);
        return SeedFailures.Unusable(bucket, found) is { } unusable ? throw unusable : found;
    }
}
