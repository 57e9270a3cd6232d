namespace CacheBackup.Rdb.Counting;

/// <summary>The 64 bits that name a module's data type: 9 characters of 6 bits, and a 10-bit version of its encoding.</summary>
internal static class ModuleId
{
    private const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private const int NameLength = 9;
    private const int VersionBits = 10;

    public static string Name(ulong id) => string.Create(NameLength, id, static (name, id) =>
    {
        id >>= VersionBits;
        for (var at = NameLength - 1; at >= 0; at--, id >>= 6)
        {
            name[at] = Characters[(int)(id & 63)];
        }
    });

    public static int Version(ulong id) => (int)(id & ((1 << VersionBits) - 1));
}
