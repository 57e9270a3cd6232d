namespace CacheBackup.Core.Objects;

/// <summary>What became of a removal.</summary>
/// <param name="Removed">Object versions and delete markers removed, and uploads aborted.</param>
/// <param name="Left">What is still there, each with the reason.</param>
public sealed record RemovalReport(int Removed, IReadOnlyList<string> Left)
{
    /// <summary>Nothing was there.</summary>
    public static RemovalReport Nothing { get; } = new(0, []);

    /// <summary>Both reports as one.</summary>
    public RemovalReport And(RemovalReport other) => new(Removed + other.Removed, [.. Left, .. other.Left]);
}
