using CacheBackup.Core.Objects;

namespace CacheBackup.Core.Copies;

/// <summary>Decides from the facts of two objects whether one is a copy of the other, and how well that is proven.</summary>
public static class CopyComparison
{
    /// <summary>Compares size, then the strongest evidence S3 keeps for both.</summary>
    /// <param name="source">The file.</param>
    /// <param name="copy">What lies in the destination.</param>
    /// <param name="areCutAlike">Whether both are known to have been uploaded in the same parts: ETags that differ prove then, too.</param>
    public static CopyVerdict Compare(ObjectFacts source, ObjectFacts copy, bool areCutAlike = false)
    {
        if (source.Bytes != copy.Bytes)
        {
            return Different($"{source.Bytes} bytes became {copy.Bytes} bytes");
        }

        if (source.Checksum is { } expected && copy.Checksum is { } actual && AreComparable(expected, actual))
        {
            return expected.Value == actual.Value
                ? Same(CopyIdentity.L1, $"{expected.Algorithm} {expected.Value} of the whole object")
                : Different($"{expected.Algorithm} {expected.Value} became {actual.Value}");
        }

        return CompareWithoutWholeChecksum(source, copy, areCutAlike);
    }

    private static bool AreComparable(ObjectChecksum one, ObjectChecksum other) =>
        one.OfWholeObject && other.OfWholeObject && one.Algorithm == other.Algorithm;

    // Composite checksums and the ETags of multipart objects depend on the part sizes: equal proves, unequal proves only over the same
    // parts. A copy has a composite checksum only where it was cut as its source.
    private static CopyVerdict CompareWithoutWholeChecksum(ObjectFacts source, ObjectFacts copy, bool areCutAlike)
    {
        if (source.Checksum is { } expected && copy.Checksum is { } actual && AreOfAsManyParts(expected, actual))
        {
            return expected.Value == actual.Value
                ? Same(CopyIdentity.L2, $"{expected.Algorithm} {expected.Value} over the parts")
                : Different($"{expected.Algorithm} {expected.Value} over the parts became {actual.Value}");
        }

        if (source.ETag == copy.ETag)
        {
            return Same(CopyIdentity.L2, $"ETag {source.ETag}");
        }

        return AreDigests(source, copy, areCutAlike)
            ? Different($"MD5 {source.ETag} became {copy.ETag}")
            : Same(CopyIdentity.L4, $"{source.Bytes} bytes, and no checksum or ETag that both have");
    }

    private static bool AreOfAsManyParts(ObjectChecksum one, ObjectChecksum other) =>
        !one.OfWholeObject && !other.OfWholeObject && one.Algorithm == other.Algorithm && PartsOf(one.Value) == PartsOf(other.Value);

    // Under a KMS key an ETag is no digest of the content, in parts or not.
    private static bool AreDigests(ObjectFacts source, ObjectFacts copy, bool areCutAlike) =>
        (source.ETagIsDigest && copy.ETagIsDigest)
        || (areCutAlike && source.KmsKeyId is null && copy.KmsKeyId is null && PartsOf(source.ETag) == PartsOf(copy.ETag));

    private static string PartsOf(string digest) => digest[(digest.LastIndexOf('-') + 1)..];

    private static CopyVerdict Same(CopyIdentity identity, string reason) => new(identity, reason);

    private static CopyVerdict Different(string reason) => new(null, reason);
}

/// <summary>Whether a copy equals its source, and why.</summary>
/// <param name="Identity">How well it is proven; null where the copy differs.</param>
/// <param name="Reason">What was compared, with the values.</param>
public sealed record CopyVerdict(CopyIdentity? Identity, string Reason);
