namespace CacheBackup.Benchmarks;

internal static class Medians
{
    /// <summary>The middle one of an odd number of times.</summary>
    public static TimeSpan Of(IEnumerable<TimeSpan> times)
    {
        var sorted = times.Order().ToList();
        return sorted[sorted.Count / 2];
    }
}
