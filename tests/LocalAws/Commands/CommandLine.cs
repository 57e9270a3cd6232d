using System.CommandLine;
using System.Runtime.InteropServices;

namespace CacheBackup.LocalAws.Commands;

/// <summary>The program's commands. Exit codes: 0 done, 1 what was asked for failed, 130 stopped by a signal before it was done.</summary>
public static class CommandLine
{
    /// <summary>Time for ending servers and functions and removing the scratch directory after a signal.</summary>
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(20);

    /// <summary>Runs the command that the arguments name.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand("AWS on this machine: S3, ElastiCache, Lambda and Step Functions, to try backups without an account.")
        {
            UpCommand.Create(),
            DemoCommand.Create(),
            InvokeCommand.Create(),
            StartExecutionCommand.Create(),
        };

        // SIGINT and SIGTERM cancel by themselves; a closed terminal has to clean up just as well.
        using var hungUp = new CancellationTokenSource();
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, signal =>
        {
            signal.Cancel = true;
            hungUp.Cancel();
        });
        try
        {
            var how = new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeToStop };
            return await root.Parse(args).InvokeAsync(how, hungUp.Token);
        }
        catch (Exception error) when (error is CommandException or LocalEndpointException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return 1;
        }
        catch (OperationCanceledException)
        {
            return 130;
        }
    }
}

/// <summary>A command cannot do what it was asked for. The message says what is so and what to do next.</summary>
public sealed class CommandException(string fact, string? hint = null, Exception? inner = null)
    : Exception(hint is null ? fact : $"{fact} HINT: {hint}", inner);
