namespace CacheBackup.LocalAws.ElastiCache.Model;

/// <summary>Availability Zones: every Region has a, b and c here.</summary>
internal static class Zones
{
    public static string Of(string region, int index) => $"{region}{(char)('a' + (index % 3))}";
}
