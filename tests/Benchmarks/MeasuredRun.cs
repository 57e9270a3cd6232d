using System.Diagnostics;

namespace CacheBackup.Benchmarks;

/// <summary>One whole process: from its start to its end.</summary>
/// <param name="Time">Wall clock.</param>
/// <param name="PeakBytes">Most memory it was seen to have resident.</param>
internal sealed record MeasuredRun(TimeSpan Time, long PeakBytes)
{
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(5);

    /// <summary>Runs a program and discards what it prints.</summary>
    /// <param name="standardInput">A file piped into it; null for none.</param>
    public static Task<MeasuredRun> RunAsync(string? standardInput, params string[] command)
    {
        string[] run = standardInput is null ? command : ["sh", "-c", $"cat '{standardInput}' | exec \"$0\" \"$@\"", .. command];
        return RunAsync(new ProcessStartInfo(run[0], run[1..]));
    }

    /// <summary>Runs a program and discards what it prints.</summary>
    /// <exception cref="InvalidOperationException">It ended with another exit code than 0; what it printed is in the message.</exception>
    public static async Task<MeasuredRun> RunAsync(ProcessStartInfo start)
    {
        (start.RedirectStandardOutput, start.RedirectStandardError) = (true, true);
        var clock = Stopwatch.StartNew();
        using var process = Process.Start(start)!;
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        var peak = 0L;
        var ended = process.WaitForExitAsync();
        while (await Task.WhenAny(ended, Task.Delay(LookEvery)) != ended)
        {
            peak = Math.Max(peak, ProcessPeaks.MemoryOf(process.Id));
        }

        var time = clock.Elapsed;
        await output;
        return process.ExitCode == 0
            ? new MeasuredRun(time, peak)
            : throw new InvalidOperationException(
                $"{start.FileName} {string.Join(' ', start.ArgumentList)} ended with {process.ExitCode}: {string.Join('\n', await output)}");
    }
}
