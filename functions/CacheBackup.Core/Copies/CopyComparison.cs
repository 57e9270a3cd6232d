using CacheBackup.Core.Objects;

namespace CacheBackup.Core.Copies;

/// <summary>Decides from the facts of two objects whether one is a copy of the other, and how well that is proven.</summary>
public static class CopyComparison
{
    /// <summary>Compares size, then the strongest evidence S3 keeps for both.</summary>
    public static CopyVerdict Compare(ObjectFacts source, ObjectFacts copy)
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

        return CompareWithoutWholeChecksum(source, copy);
    }

    private static bool AreComparable(ObjectChecksum one, ObjectChecksum other) =>
        one.OfWholeObject && other.OfWholeObject && one.Algorithm == other.Algorithm;

    // Composite checksums and the ETags of multipart objects depend on the part sizes: equal proves, unequal says nothing.
    private static CopyVerdict CompareWithoutWholeChecksum(ObjectFacts source, ObjectFacts copy)
    {
        if (source.Checksum is not null && source.Checksum == copy.Checksum)
        {
            return Same(CopyIdentity.L2, $"{source.Checksum.Algorithm} {source.Checksum.Value} over the parts");
        }

        if (source.ETag == copy.ETag)
        {
            return Same(CopyIdentity.L2, $"ETag {source.ETag}");
        }

        return source.ETagIsDigest && copy.ETagIsDigest
            ? Different($"MD5 {source.ETag} became {copy.ETag}")
            : Same(CopyIdentity.L4, $"{source.Bytes} bytes, and no checksum or ETag that both have");
    }

    private static CopyVerdict Same(CopyIdentity identity, string reason) => new(identity, reason);

    private static CopyVerdict Different(string reason) => new(null, reason);
}

/// <summary>Whether a copy equals its source, and why.</summary>
/// <param name="Identity">How well it is proven; null where the copy differs.</param>
/// <param name="Reason">What was compared, with the values.</param>
public sealed record CopyVerdict(CopyIdentity? Identity, string Reason);
