namespace CacheBackup.UnitTests.Support;

/// <summary>Files that look like an export.</summary>
internal static class RdbFile
{
    /// <summary>The ends of an RDB file of version 11 with filler between them.</summary>
    /// <param name="bytes">Its size, at least 18.</param>
    /// <param name="filler">What stands between the ends.</param>
    public static byte[] Of(int bytes = 64, byte filler = 0x2A) =>
        [.. "REDIS0011"u8, .. Enumerable.Repeat(filler, bytes - 18), 0xFF, 1, 2, 3, 4, 5, 6, 7, 8];
}
