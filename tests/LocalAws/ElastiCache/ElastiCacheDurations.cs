namespace CacheBackup.LocalAws.ElastiCache;

/// <summary>
/// How long ElastiCache takes, in simulated time (<see cref="Hosting.Pace"/>). What the real servers need on this machine
/// runs meanwhile and may take longer.
/// </summary>
public sealed record ElastiCacheDurations
{
    /// <summary>A cache from <c>creating</c> to <c>available</c>.</summary>
    public TimeSpan CreateCache { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>A cache with data to restore from <c>creating</c> to <c>available</c>.</summary>
    public TimeSpan RestoreCache { get; init; } = TimeSpan.FromSeconds(180);

    /// <summary>A cache from <c>deleting</c> to gone.</summary>
    public TimeSpan DeleteCache { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A snapshot from <c>creating</c> to <c>available</c>.</summary>
    public TimeSpan CreateSnapshot { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>A copy of a snapshot from <c>creating</c> to <c>available</c>.</summary>
    public TimeSpan CopySnapshot { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>A snapshot from <c>exporting</c> back to <c>available</c>, the upload itself not counted.</summary>
    public TimeSpan ExportSnapshot { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>A snapshot from <c>deleting</c> to gone.</summary>
    public TimeSpan DeleteSnapshot { get; init; } = TimeSpan.FromSeconds(15);
}
