using CacheBackup.Core.Objects;
using CacheBackup.Core.Verification;

namespace CacheBackup.Core.Restores;

/// <summary>Everything that is known of one file before a cache is made of it.</summary>
/// <param name="File">What it should be.</param>
/// <param name="Found">What it is in the bucket.</param>
/// <param name="Report">What its verification found.</param>
public sealed record SeedEvidence(SeedFile File, ObjectFacts Found, VerificationReport Report);

/// <summary>How many keys a shard, or all of them, will have.</summary>
/// <param name="Keys">In the files.</param>
/// <param name="Expiring">Keys of them with a time to live: each may be gone by the time it is loaded or counted.</param>
/// <param name="Dropped">Keys of them with an empty collection, which engines do not load.</param>
public sealed record ExpectedKeys(long Keys, long Expiring, long Dropped)
{
    /// <summary>Keys without a time to live that have to be there, all of them and no others.</summary>
    internal long Lasting => Keys - Expiring - Dropped;

    internal static ExpectedKeys Of(SeedEvidence file) =>
        new(file.Report.Found.Keys, file.Report.Found.Expiring, file.Report.Found.EmptyCollections);

    internal static ExpectedKeys SumOf(IReadOnlyList<ExpectedKeys> all) =>
        new(all.Sum(one => one.Keys), all.Sum(one => one.Expiring), all.Sum(one => one.Dropped));
}

/// <summary>What a restore is going to load.</summary>
/// <param name="Files">Number of files.</param>
/// <param name="Bytes">Bytes of all files.</param>
/// <param name="Total">Keys of all files.</param>
/// <param name="Shards">Keys of each shard, in order; empty where the shards of the new cache are not those of the files.</param>
public sealed record SeedFacts(int Files, long Bytes, ExpectedKeys Total, IReadOnlyList<ExpectedKeys> Shards);
