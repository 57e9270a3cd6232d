using System.Diagnostics;

namespace CacheBackup.Benchmarks;

/// <summary>One whole process: from its start to its end.</summary>
/// <param name="Time">Wall clock.</param>
/// <param name="PeakBytes">Most memory it was seen to have resident; 0 where nobody looked.</param>
internal sealed record MeasuredRun(TimeSpan Time, long PeakBytes)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    /// <summary>Runs a program and discards what it prints.</summary>
    /// <param name="standardInput">A file piped into it; null for none.</param>
    /// <param name="looksAtMemory">Whether its peak is wanted; looking takes time from a run that takes but a tenth of a second.</param>
    public static Task<MeasuredRun> RunAsync(string? standardInput, bool looksAtMemory, params string[] command)
    {
        // The shell becomes the program, so that the peak is the program's; cat is its child.
        string[] run = standardInput is null ? command : ["bash", "-c", $"exec \"$0\" \"$@\" < <(exec cat '{standardInput}')", .. command];
        return RunAsync(new ProcessStartInfo(run[0], run[1..]), looksAtMemory);
    }

    /// <summary>Runs a program and discards what it prints.</summary>
    /// <exception cref="InvalidOperationException">It ended with another exit code than 0; what it printed is in the message.</exception>
    public static async Task<MeasuredRun> RunAsync(ProcessStartInfo start, bool looksAtMemory = true)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var peak = 0L;
        var ended = process.WaitForExitAsync();
        while (looksAtMemory && await Task.WhenAny(ended, Task.Delay(LookEvery)) != ended)
        {
            peak = Math.Max(peak, ProcessPeaks.MemoryOf(process.Id));
        }

        await ended;
        var time = clock.Elapsed;
        await output;
        return process.ExitCode == 0
            ? new MeasuredRun(time, peak)
            : throw new InvalidOperationException(
                $"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}: {string.Join('\n', await output)}");
    }
}
