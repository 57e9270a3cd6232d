namespace CacheBackup.Benchmarks.Copies;

/// <summary>A way to copy files from one Region to another.</summary>
internal interface ICopier
{
    /// <summary>As <c>PEERS</c> names it.</summary>
    string Name { get; }

    /// <summary>As the table names it.</summary>
    string Title { get; }

    /// <summary>Whether it is compared, at real time, or measured alone at any size.</summary>
    bool IsPeer { get; }

    /// <summary>Whether it leaves the processor alone, so that others can be measured meanwhile.</summary>
    bool IsQuiet { get; }

    /// <summary>Why it cannot run here, and what to do about it; null where it can.</summary>
    string? Missing { get; }

    /// <summary>In how many files it wants the bytes of a size.</summary>
    int FilesOf(CopySize size);

    /// <summary>Copies every file of the stage.</summary>
    Task<CopyFigures> CopyAsync(CopyStage stage);
}
