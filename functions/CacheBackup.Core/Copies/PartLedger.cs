namespace CacheBackup.Core.Copies;

/// <summary>A part as S3 lists it.</summary>
/// <param name="Number">1-10,000.</param>
/// <param name="ETag">Without quotes.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Checksum">In the algorithm of the upload, base64; null where that has none.</param>
public sealed record CopiedPart(int Number, string ETag, long Bytes, string? Checksum);

/// <summary>Which parts of a file, or of a slice of one, are there: what S3 lists, held against the plan.</summary>
public sealed class PartLedger
{
    private readonly CopyPlan _plan;

    private PartLedger(CopyPlan plan, int first, int last, IReadOnlyList<CopiedPart> there)
    {
        _plan = plan;
        There = there;
        var numbers = there.Select(part => part.Number).ToHashSet();
        Missing = [.. Enumerable.Range(first, last - first + 1).Where(number => !numbers.Contains(number)).Select(plan.Part)];
    }

    /// <summary>Parts that are there, in order.</summary>
    public IReadOnlyList<CopiedPart> There { get; }

    /// <summary>Parts still to be copied, in order.</summary>
    public IReadOnlyList<PartRange> Missing { get; }

    /// <summary>Bytes still to be copied.</summary>
    public long MissingBytes => Missing.Sum(part => part.Bytes);

    /// <summary>How far it has come.</summary>
    /// <param name="tally">What was done since the parts were listed.</param>
    public CopyProgress Progress(CopyTally tally) => new(
        There.Count + tally.Parts,
        There.Count + Missing.Count,
        There.Sum(part => part.Bytes) + tally.Bytes,
        There.Sum(part => part.Bytes) + MissingBytes,
        tally);

    /// <summary>Reads a listing. A part of another size was cut by another plan, and counts as missing.</summary>
    /// <param name="plan">The plan.</param>
    /// <param name="first">The first part of interest.</param>
    /// <param name="last">The last one.</param>
    /// <param name="listed">What S3 lists, in any order.</param>
    public static PartLedger Of(CopyPlan plan, int first, int last, IEnumerable<CopiedPart> listed) => new(
        plan,
        first,
        last,
        [.. listed.Where(part => part.Number >= first && part.Number <= last && part.Bytes == plan.Part(part.Number).Bytes)
            .OrderBy(part => part.Number)]);

    /// <summary>Cuts what is missing into slices of neighbouring parts, of equal work.</summary>
    /// <param name="uploadId">The upload.</param>
    /// <param name="bytesPerSlice">The most work of one.</param>
    public IReadOnlyList<CopySlice> Slices(string uploadId, long bytesPerSlice)
    {
        var count = (int)((MissingBytes + bytesPerSlice - 1) / bytesPerSlice);
        var partsPerSlice = (Missing.Count + count - 1) / Math.Max(count, 1);
        return [.. Missing.Chunk(Math.Max(partsPerSlice, 1)).Select(parts =>
            new CopySlice(uploadId, _plan.PartBytes, parts[0].Number, parts[^1].Number))];
    }
}
