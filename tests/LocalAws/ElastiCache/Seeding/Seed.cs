using CacheBackup.LocalAws.ElastiCache.Model;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Seeding;

/// <summary>What a new cache's data comes from: files in S3, or a snapshot.</summary>
/// <param name="Arns">The files; empty with a snapshot.</param>
/// <param name="Snapshot">The snapshot; null with files.</param>
internal sealed record Seed(IReadOnlyList<SeedArn> Arns, Snapshot? Snapshot)
{
    /// <summary>The parameters it reads.</summary>
    public static readonly IReadOnlyList<string> Supported = ["SnapshotArns", "SnapshotName"];

    /// <summary>As events call it.</summary>
    public string Name => Snapshot?.Name ?? string.Join(", ", Arns);

    /// <summary>Reads a request for a new cache.</summary>
    /// <returns>Null where the cache is to be empty.</returns>
    /// <exception cref="ServiceError">Files and a snapshot are given, an ARN is malformed, or the snapshot is not available.</exception>
    public static Seed? Read(QueryParameters parameters, RegionState state)
    {
        var arns = ArnsOf(parameters);
        return parameters.Text("SnapshotName") is { } name ? new Seed([], Available(state.Snapshot(name)))
            : arns.Count > 0 ? new Seed(arns, null)
            : null;
    }

    /// <summary>The files alone, which are checked while the state is not locked.</summary>
    /// <exception cref="ServiceError">A snapshot is given too, or an ARN is malformed.</exception>
    public static IReadOnlyList<SeedArn> ArnsOf(QueryParameters parameters)
    {
        var arns = parameters.List("SnapshotArns");
        return arns.Count > 0 && parameters.Text("SnapshotName") is not null
            ? throw ServiceError.InvalidCombination("SnapshotArns and SnapshotName cannot both be given.")
            : [.. arns.Select(SeedArn.Parse)];
    }

    /// <summary>Shows the snapshot as <c>restoring</c> while a cache is made of it.</summary>
    public void Take()
    {
        if (Snapshot is not null)
        {
            Snapshot.Status = Status.Restoring;
        }
    }

    /// <summary>Shows the snapshot as <c>available</c> again.</summary>
    public void Release()
    {
        if (Snapshot is not null)
        {
            Snapshot.Status = Status.Available;
        }
    }

    private static Snapshot Available(Snapshot snapshot) => snapshot.Status == Status.Available
        ? snapshot
        : throw ServiceError.BadRequest(
            "InvalidSnapshotState", $"Snapshot {snapshot.Name} is not in available state: {snapshot.Status}.");
}
