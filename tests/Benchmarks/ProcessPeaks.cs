using System.Globalization;

namespace CacheBackup.Benchmarks;

/// <summary>What Linux says about a process that lives.</summary>
internal static class ProcessPeaks
{
    /// <summary>Most memory it had resident, in bytes: the kernel keeps that while the process lives. 0 once it has ended.</summary>
    public static long MemoryOf(int process)
    {
        try
        {
            var lines = File.ReadLines($"/proc/{process}/status");
            var line = lines.FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }

    /// <summary>File descriptors it has open now; 0 once it has ended.</summary>
    public static int FilesOf(int process)
    {
        try
        {
            return Directory.EnumerateFileSystemEntries($"/proc/{process}/fd").Count();
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
