using System.Collections.Frozen;
using CacheBackup.Core.Objects;

namespace CacheBackup.Core.Copies;

/// <summary>How a file is copied, and how well that can prove the copy.</summary>
/// <param name="Plan">Its parts; null where it is one CopyObject call.</param>
/// <param name="Checksum">
/// The checksum the upload keeps, as the source has it: of the whole object, which S3 then compares itself, or of parts cut alike; null
/// where the source has none that an upload could keep.
/// </param>
/// <param name="Identity">The level the copy will have if all goes well.</param>
/// <param name="Reason">Why no better.</param>
public sealed record CopyMethod(CopyPlan? Plan, ObjectChecksum? Checksum, CopyIdentity Identity, string Reason)
{
    // The algorithms of which S3 computes the checksum of a whole object from those of its parts.
    private static readonly FrozenSet<string> Linear = FrozenSet.Create(StringComparer.Ordinal, "CRC64NVME", "CRC32", "CRC32C");

    /// <summary>Whether the copy is cut into the parts its source was uploaded in.</summary>
    public bool IsMirrored => Plan is not null && Identity == CopyIdentity.L2;

    /// <summary>Whether the decision depends on how the source was uploaded.</summary>
    public static bool DependsOnParts(ObjectFacts source) => !HasLinearChecksum(source) && source.ETag.Contains('-');

    /// <summary>Decides.</summary>
    /// <param name="source">The file.</param>
    /// <param name="parts">How it was uploaded; null where that does not matter or is not known.</param>
    /// <param name="tuning">Bounds.</param>
    /// <param name="kmsKeyId">The KMS key the copy is encrypted with; null for the bucket's default encryption.</param>
    public static CopyMethod Of(ObjectFacts source, SourceParts? parts, CopyTuning tuning, string? kmsKeyId = null)
    {
        if (source.Checksum is null && (source.KmsKeyId ?? kmsKeyId) is not null)
        {
            var plan = source.Bytes < tuning.PartsFromBytes ? null : CopyPlan.Of(source.Bytes, tuning);
            return new CopyMethod(plan, null, CopyIdentity.L4, "the source has no checksum, and under a KMS key no ETag is a digest");
        }

        // What was uploaded in parts becomes one piece by CopyObject, with another ETag and checksum: only a CRC of the whole is kept.
        if (!DependsOnParts(source) && (source.Bytes < tuning.PartsFromBytes || IsOnePieceThatOneCallProves(source)))
        {
            return source.Checksum is { OfWholeObject: true }
                ? new CopyMethod(null, source.Checksum, CopyIdentity.L1, "CopyObject keeps the checksum")
                : new CopyMethod(null, source.Checksum, CopyIdentity.L2, "the source has no checksum of the whole object, and its ETag is kept");
        }

        if (HasLinearChecksum(source))
        {
            return new CopyMethod(
                CopyPlan.Of(source.Bytes, tuning), source.Checksum, CopyIdentity.L1, $"the source has a {source.Checksum!.Algorithm}");
        }

        return parts is not null && CopyPlan.Mirroring(source.Bytes, parts) is { } mirrored
            ? new CopyMethod(mirrored, source.Checksum, CopyIdentity.L2, "the parts are cut as the source's")
            : new CopyMethod(CopyPlan.Of(source.Bytes, tuning), null, CopyIdentity.L4, WhyUnproven(source, parts));
    }

    private static bool IsOnePieceThatOneCallProves(ObjectFacts source) =>
        !HasLinearChecksum(source) && source.Bytes <= CopyTuning.MostBytesInOneCall;

    private static bool HasLinearChecksum(ObjectFacts source) =>
        source.Checksum is { OfWholeObject: true } checksum && Linear.Contains(checksum.Algorithm);

    private static string WhyUnproven(ObjectFacts source, SourceParts? parts) => "the source has no CRC of the whole object, and " + (parts switch
    {
        { } cut => $"its {cut.Count} parts, the first of {cut.FirstBytes} bytes, cannot be cut again: they are of several sizes, or too "
            + "large to be copied in time",
        _ when source.ETag.Contains('-') => "S3 does not tell the parts it was uploaded in",
        _ => $"was written in one piece of {source.Bytes} bytes, more than one call copies in time, {CopyTuning.MostBytesInOneCall}",
    });
}
