using System.Diagnostics;
using System.Globalization;

namespace CacheBackup.Benchmarks.Rdb;

/// <summary>One whole process: from its start to its end.</summary>
/// <param name="Time">Wall clock.</param>
/// <param name="PeakBytes">Most memory it was seen to have resident.</param>
internal sealed record MeasuredRun(TimeSpan Time, long PeakBytes)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    /// <summary>Runs a program and discards what it prints.</summary>
    /// <param name="standardInput">A file piped into it; null for none.</param>
    public static async Task<MeasuredRun> RunAsync(string? standardInput, params string[] command)
    {
        string[] run = standardInput is null ? command : ["sh", "-c", $"cat '{standardInput}' | exec \"$0\" \"$@\"", .. command];
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(new ProcessStartInfo(run[0], run[1..]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var peak = 0L;
        var ended = process.WaitForExitAsync();
        while (await Task.WhenAny(ended, Task.Delay(LookEvery)) != ended)
        {
            peak = Math.Max(peak, PeakOf(process.Id));
        }

        var time = clock.Elapsed;
        await output;
        return process.ExitCode == 0
            ? new MeasuredRun(time, peak)
            : throw new InvalidOperationException($"{string.Join(' ', command)} ended with {process.ExitCode}: {string.Join('\n', await output)}");
    }

    // The kernel keeps the peak while the process lives.
    private static long PeakOf(int process)
    {
        try
        {
            var line = File.ReadLines($"/proc/{process}/status").FirstOrDefault(line => line.StartsWith("VmHWM:", StringComparison.Ordinal));
            return line is null ? 0 : long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
