namespace CacheBackup.LocalAws.Commands.Verify;

/// <summary>Bytes for people.</summary>
internal static class Sizes
{
    private static readonly string[] Units = ["B", "kB", "MB", "GB", "TB"];

    /// <summary>Three digits and a unit, such as <c>1.40 GB</c>.</summary>
    public static string Text(long bytes)
    {
        var value = (double)bytes;
        var unit = 0;
        for (; value >= 1000 && unit < Units.Length - 1; unit++)
        {
            value /= 1000;
        }

        return unit == 0 ? $"{bytes} B" : value >= 100 ? $"{value:F0} {Units[unit]}" : value >= 10 ? $"{value:F1} {Units[unit]}" : $"{value:F2} {Units[unit]}";
    }
}
