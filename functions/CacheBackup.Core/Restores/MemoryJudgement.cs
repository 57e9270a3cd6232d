using System.Globalization;

namespace CacheBackup.Core.Restores;

/// <summary>Compares the memory that data took with what a node of the new cache holds.</summary>
internal static class MemoryJudgement
{
    // What the engine counted as its own use when it wrote the file: data, and all that it needs around it.
    private const string UsedMemory = "used-mem";

    /// <summary>A sentence with both numbers. A finding only: another engine version may need less, and eviction may be wanted.</summary>
    /// <param name="cache">The new cache.</param>
    /// <param name="files">Its files.</param>
    /// <param name="isLayoutKept">Whether each file becomes one shard; else the data is taken to spread evenly.</param>
    public static string Judge(CachePlan cache, IReadOnlyList<SeedEvidence> files, bool isLayoutKept)
    {
        var used = files.Select(UsedBy).ToList();
        if (used.Contains(null))
        {
            return "Memory was not judged: a file does not say how much its data took (used-mem).";
        }

        var needed = isLayoutKept ? used.Max()!.Value : used.Sum()!.Value / cache.Slots.Count;
        var what = isLayoutKept ? "The largest shard's data took" : $"Spread evenly over {cache.Slots.Count} shards, the data takes";
        var need = $"{what} {needed:N0} bytes of memory, as the engine wrote into the file (used-mem)";
        if (NodeMemory.MaximumOf(cache.NodeType) is not { } maximum)
        {
            return $"{need}; how much {cache.NodeType} holds is not known here, so it was not judged.";
        }

        var room = NodeMemory.ForDataOf(maximum);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{need}; a node of {cache.NodeType} holds {room:N0}, its maxmemory of {maximum:N0} less {NodeMemory.ReservedPercent} % reserved: ")
            + (needed <= room ? "it fits." : needed <= maximum ? "it fits only into the reserve." : "it does not fit, choose a larger NodeType or more Shards.");
    }

    private static long? UsedBy(SeedEvidence file) =>
        file.Report.Found.Aux.FirstOrDefault(aux => aux.Name == UsedMemory) is { } aux
        && long.TryParse(aux.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) ? bytes : null;
}
