using System.CommandLine;
using System.Runtime.InteropServices;
using CacheBackup.LocalAws.Commands.Verify;

namespace CacheBackup.LocalAws.Commands;

/// <summary>
/// The program's commands. Exit codes: 0 done, 1 what was asked for failed, 2 it cannot be asked for like that, 130 stopped by a
/// signal before it was done; <c>verify</c> has more.
/// </summary>
public static class CommandLine
{
    private const int Usage = 2;

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
            // For the list of commands: it runs before this (Program.cs).
            new Command(VerifyArguments.Command, VerifyArguments.Summary),
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
            var parsed = root.Parse(args);
            var code = await parsed.InvokeAsync(how, hungUp.Token);
            return parsed.Errors.Count > 0 ? Usage : code;
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
public class CommandException(string fact, string? hint = null, Exception? inner = null)
    : Exception(hint is null ? fact : $"{fact} HINT: {hint}", inner);
