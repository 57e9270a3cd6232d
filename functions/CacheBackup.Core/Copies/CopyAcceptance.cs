using CacheBackup.Core.Objects;

namespace CacheBackup.Core.Copies;

/// <summary>Decides whether what lies in the destination is the copy that was ordered.</summary>
internal static class CopyAcceptance
{
    /// <exception cref="Errors.CopyUnprovenException">The level is below the order's.</exception>
    public static void Demand(CopyOrder order, CopyIdentity identity, string reason)
    {
        // Best first, so the larger value is the weaker proof.
        if (identity > order.MinimumIdentity)
        {
            throw CopyFailures.Unproven(order, identity, reason);
        }
    }

    /// <summary>Accepts a copy. One that is not the source is removed where this call has written it, and left alone otherwise.</summary>
    public static async Task<CopiedShard> AcceptAsync(
        CopyOrder order,
        ICopyCalls calls,
        ObjectFacts source,
        ObjectFacts copy,
        WrittenCopy? written,
        CancellationToken cancellationToken,
        bool areCutAlike = false)
    {
        var verdict = CopyComparison.Compare(source, copy, areCutAlike);
        if (verdict.Identity is { } identity)
        {
            Demand(order, identity, verdict.Reason);
            return new CopiedShard(copy.Key, copy.VersionId, identity);
        }

        if (written is null)
        {
            throw CopyFailures.Taken(order.Target, copy.Key, verdict);
        }

        if (written.IsKnown)
        {
            await calls.RemoveCopyAsync(written, cancellationToken);
        }

        throw CopyFailures.NotIdentical(order.Target, copy.Key, verdict, written.IsKnown);
    }
}
