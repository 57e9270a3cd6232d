using System.Collections.Concurrent;
using System.Diagnostics;

namespace CacheBackup.LocalAws.Processes;

/// <summary>Starts processes that end with this one, even when it is killed.</summary>
/// <remarks>
/// On Linux the kernel does it (<c>setpriv --pdeathsig</c>, util-linux). Its "parent" is the thread that started the
/// child, and pool threads come and go, so one thread that lives as long as the process starts them all. Elsewhere a
/// child ends when its owner disposes it.
/// </remarks>
public static class ChildProcesses
{
    private static readonly string? Setpriv = OperatingSystem.IsLinux() ? FindProgram("setpriv") : null;
    private static readonly string? Prlimit = OperatingSystem.IsLinux() ? FindProgram("prlimit") : null;
    private static readonly BlockingCollection<(ProcessStartInfo Info, TaskCompletionSource<Process> Started)> Queue = [];
    private static readonly Lazy<Thread> Starter = new(StartThread);

    /// <summary>The full path of a program on PATH, or null.</summary>
    public static string? FindProgram(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);

    /// <summary>Starts <paramref name="info"/>; its arguments must be in <see cref="ProcessStartInfo.ArgumentList"/>.</summary>
    /// <param name="openFiles">Most file descriptors it may have, where there is <c>prlimit</c> (util-linux); null for as many as this one.</param>
    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    public static Task<Process> StartAsync(ProcessStartInfo info, int? openFiles = null)
    {
        if (openFiles is { } most && Prlimit is not null)
        {
            RunBy(info, Prlimit, $"--nofile={most}:{most}");
        }

        if (Setpriv is not null)
        {
            RunBy(info, Setpriv, "--pdeathsig", "KILL");
        }

        _ = Starter.Value;
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Queue.Add((info, started));
        return started.Task;
    }

    private static void RunBy(ProcessStartInfo info, string program, params string[] arguments)
    {
        string[] before = [.. arguments, info.FileName, .. info.ArgumentList];
        info.ArgumentList.Clear();
        foreach (var argument in before)
        {
            info.ArgumentList.Add(argument);
        }

        info.FileName = program;
    }

    private static Thread StartThread()
    {
        var thread = new Thread(StartQueued) { IsBackground = true, Name = "child process starter" };
        thread.Start();
        return thread;
    }

    private static void StartQueued()
    {
        foreach (var (info, started) in Queue.GetConsumingEnumerable())
        {
            try
            {
                started.SetResult(Process.Start(info)!);
            }
            catch (Exception error) when (error is System.ComponentModel.Win32Exception or InvalidOperationException)
            {
                started.SetException(error);
            }
        }
    }
}
