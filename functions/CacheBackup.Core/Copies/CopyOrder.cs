using CacheBackup.Core.Plans;
using CacheBackup.Core.Requests;
using CacheBackup.Core.Verification;

namespace CacheBackup.Core.Copies;

/// <summary>One file to be copied to one destination, under the same key.</summary>
/// <param name="Source">The export bucket.</param>
/// <param name="Folder">The backup's folder.</param>
/// <param name="Shard">The file as it was verified.</param>
/// <param name="Destination">Where to.</param>
/// <param name="MinimumIdentity">A copy proven less well than this is refused.</param>
/// <param name="Round">How often the file has been taken up, this time included.</param>
public sealed record CopyOrder(
    BucketLocation Source,
    string Folder,
    VerifiedShard Shard,
    CopyDestination Destination,
    CopyIdentity MinimumIdentity = CopyIdentity.L2,
    int Round = 1)
{
    /// <summary>A copy is finished in two or three rounds; one that takes more loses what it has done.</summary>
    public const int MostRounds = 20;

    /// <summary>The key, in both buckets.</summary>
    public string Key => $"{Folder}/{Shard.Name}";

    /// <summary>The destination's bucket.</summary>
    public BucketLocation Target => LocationOf(Destination, Source);

    /// <summary>The bucket of a destination; its owner is the cache's account where the request names none.</summary>
    public static BucketLocation LocationOf(CopyDestination destination, BucketLocation source) =>
        new(destination.Bucket, destination.Region, destination.AccountId ?? source.AccountId);
}

/// <summary>A stretch of a file's parts that one invocation copies beside others.</summary>
/// <param name="UploadId">The upload they belong to.</param>
/// <param name="PartBytes">How the file is cut.</param>
/// <param name="FirstPart">1-10,000.</param>
/// <param name="LastPart">1-10,000. Parts between that are there already are not copied again.</param>
public sealed record CopySlice(string UploadId, long PartBytes, int FirstPart, int LastPart);

/// <summary>How far one invocation has brought a copy.</summary>
/// <param name="Copy">The copy, accepted; null while it is not finished.</param>
/// <param name="Slices">
/// Slices that are to be copied before the file itself is taken up again; none where it is finished, or to be taken up at once.
/// </param>
/// <param name="Tally">What this invocation has done.</param>
public sealed record CopyStep(CopiedShard? Copy, IReadOnlyList<CopySlice> Slices, CopyTally Tally)
{
    /// <summary>The copy is finished.</summary>
    public static CopyStep Done(CopiedShard copy, CopyTally tally) => new(copy, [], tally);

    /// <summary>The file is to be taken up again, after these slices.</summary>
    public static CopyStep Unfinished(CopyTally tally, params IReadOnlyList<CopySlice> slices) => new(null, slices, tally);
}
