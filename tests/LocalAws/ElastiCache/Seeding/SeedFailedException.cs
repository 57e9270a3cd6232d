using CacheBackup.LocalAws.ElastiCache.Model;

namespace CacheBackup.LocalAws.ElastiCache.Seeding;

/// <summary>The data did not make it into the new cache.</summary>
/// <remarks>
/// The API model knows <c>restore-failed</c> of nodes and <c>create-failed</c> of groups; the user guide says that a cache too
/// small for its data, of either kind, ends as <c>restore-failed</c>.
/// </remarks>
internal sealed class SeedFailedException : Exception
{
    private SeedFailedException(string message, string groupStatus)
        : base(message) => GroupStatus = groupStatus;

    /// <summary>What becomes of a replication group; its nodes are <c>restore-failed</c> in any case.</summary>
    public string GroupStatus { get; }

    public static SeedFailedException Of(string reason) => new(reason, Status.CreateFailed);

    public static SeedFailedException Planned() => new("A planned failure.", Status.RestoreFailed);

    /// <param name="usedBytes">Memory the data takes.</param>
    /// <param name="nodeType">What was to hold it.</param>
    /// <param name="nodeBytes">Memory such a node has for data.</param>
    public static SeedFailedException TooBig(long usedBytes, string nodeType, long nodeBytes) => new(
        $"The data takes {usedBytes} bytes of memory and a {nodeType} node holds {nodeBytes}.", Status.RestoreFailed);
}
