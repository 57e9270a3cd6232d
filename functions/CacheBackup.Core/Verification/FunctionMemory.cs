namespace CacheBackup.Core.Verification;

/// <summary>What a verification may take of the memory of its function.</summary>
/// <param name="Megabytes">All of the function's memory: 128-10,240.</param>
public sealed record FunctionMemory(int Megabytes)
{
    private const long MiB = 1024 * 1024;

    // Code, the runtime, connections, and what a verification needs at every level.
    private const long OtherBytes = 192 * MiB;

    // A checkpoint is one array, and .NET has none of 2 GiB.
    private const long MostStateBytes = (2048 - 64) * MiB;

    /// <summary>
    /// Bytes that the keys of a file may take at the level <c>full</c>: with the copy of them that a checkpoint is, three
    /// quarters of the memory less what everything else needs.
    /// </summary>
    public long MostKeyBytes => Math.Clamp(((Megabytes * MiB * 3 / 4) - OtherBytes) / 2, Megabytes * MiB / 16, MostStateBytes);

    /// <summary>How much of a file to read at a time: at most an eighth of the memory.</summary>
    /// <param name="fileBytes">The file's size: a small one needs less.</param>
    public ReadWindow WindowFor(long fileBytes)
    {
        var part = Math.Clamp(Megabytes * MiB / 64, ReadWindow.SmallestPartBytes, ReadWindow.LargestPartBytes);
        part = Math.Clamp(fileBytes, ReadWindow.SmallestPartBytes, part);
        var reads = Math.Clamp(Megabytes * MiB / 8 / part, 2, ReadWindow.MostReads);
        return new ReadWindow((int)part, (int)Math.Min(reads, (fileBytes / part) + 1));
    }
}

/// <summary>How much of a file is read at a time.</summary>
/// <param name="PartBytes">Bytes of one request.</param>
/// <param name="Reads">Requests under way at the same time.</param>
public sealed record ReadWindow(int PartBytes, int Reads)
{
    /// <summary>Of smaller ones the verifier could leave all for the next, and not come forward.</summary>
    public const long SmallestPartBytes = 256 * 1024;

    /// <summary>A tenth of a second of one stream from S3: larger ones would only wait longer for a repetition.</summary>
    public const long LargestPartBytes = 8 * 1024 * 1024;

    /// <summary>A few times what fills the network of a function.</summary>
    public const int MostReads = 16;
}
