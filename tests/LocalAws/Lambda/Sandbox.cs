using System.Diagnostics;
using System.Globalization;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.Processes;

namespace CacheBackup.LocalAws.Lambda;

/// <summary>One process of a function, with its Runtime API. It takes one invocation at a time until it ends or is ended.</summary>
internal sealed class Sandbox : IAsyncDisposable
{
    /// <summary>What Lambda gives a process to start, before the function's own timeout counts.</summary>
    private static readonly TimeSpan InitLimit = TimeSpan.FromSeconds(10);

    /// <summary>Lambda's limit for one process: every connection takes a descriptor.</summary>
    private const int OpenFiles = 1024;

    private readonly FunctionConfiguration _function;
    private readonly TimeProvider _time;
    private readonly RuntimeApi _api;
    private readonly Process _process;
    private volatile string? _requestId;

    private Sandbox(FunctionConfiguration function, TimeProvider time, RuntimeApi api, Process process)
    {
        _function = function;
        _time = time;
        _api = api;
        _process = process;
    }

    /// <summary>Id of its process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Whether its process lives.</summary>
    public bool IsAlive => !_process.HasExited;

    /// <summary>Completes when its process ends.</summary>
    public Task Exited => _process.WaitForExitAsync();

    /// <summary>Completes when it waits for its next event.</summary>
    public Task Idle => _api.Idle;

    /// <summary>Starts a process for an invocation, and for those that come after it.</summary>
    public static async Task<Sandbox> StartAsync(
        FunctionConfiguration function, FunctionProgram program, LocalAwsContext context, FunctionLog log, string requestId)
    {
        var api = await RuntimeApi.StartAsync();
        try
        {
            var info = program.StartInfo(FunctionEnvironment.Of(function, context, api.Address));
            var process = await ChildProcesses.StartAsync(info, OpenFiles);
            var sandbox = new Sandbox(function, context.Pace.Time, api, process) { _requestId = requestId };
            process.OutputDataReceived += (_, line) => sandbox.Log(log, line.Data);
            process.ErrorDataReceived += (_, line) => sandbox.Log(log, line.Data);
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            return sandbox;
        }
        catch
        {
            await api.DisposeAsync();
            throw;
        }
    }

    /// <summary>Runs one invocation. A sandbox whose function timed out or ended is dead after it.</summary>
    public async Task<Answer> InvokeAsync(string requestId, byte[] payload, string functionArn)
    {
        _requestId = requestId;
        var exit = Exited;
        if (await InitializeAsync(exit, requestId) is { } failure)
        {
            return failure;
        }

        using var timeout = new CancellationTokenSource(_function.Timeout, _time);
        var answer = _api.SendAsync(new Invocation(requestId, payload, functionArn, _time.GetUtcNow() + _function.Timeout));
        var ended = await FirstAsync(answer, exit, timeout.Token);
        if (ended == answer)
        {
            return await answer;
        }

        return ended == exit ? await ExitErrorAsync(requestId) : await TimedOutAsync(requestId);
    }

    /// <summary>Ends its process and everything that started.</summary>
    public async Task KillAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        await _process.WaitForExitAsync();
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        await _api.DisposeAsync();
        _process.Dispose();
    }

    private void Log(FunctionLog log, string? line)
    {
        if (line is not null)
        {
            log.Write(line, _requestId);
        }
    }

    private static async Task<Task> FirstAsync(Task answer, Task exit, CancellationToken timeout)
    {
        var timedOut = Task.Delay(Timeout.Infinite, timeout);
        var first = await Task.WhenAny(answer, exit, timedOut);
        // A process may answer and end: the answer counts.
        return answer.IsCompleted ? answer : first;
    }

    private async Task<Answer?> InitializeAsync(Task exit, string requestId)
    {
        using var timeout = new CancellationTokenSource(InitLimit + _function.Timeout, _time);
        var ended = await FirstAsync(_api.Initialized, exit, timeout.Token);
        if (ended == _api.Initialized)
        {
            return await _api.Initialized;
        }

        return ended == exit ? await ExitErrorAsync(requestId) : await TimedOutAsync(requestId);
    }

    private async Task<Answer> TimedOutAsync(string requestId)
    {
        await KillAsync();
        var seconds = _function.Timeout.TotalSeconds.ToString("0.00", CultureInfo.InvariantCulture);
        return Answer.Error("Sandbox.Timedout", requestId, $"Task timed out after {seconds} seconds");
    }

    private async Task<Answer> ExitErrorAsync(string requestId)
    {
        await _process.WaitForExitAsync();
        var reason = _process.ExitCode switch
        {
            0 => "Runtime exited without providing a reason",
            > 128 and < 160 => $"Runtime exited with error: signal: {SignalName(_process.ExitCode - 128)}",
            var code => $"Runtime exited with error: exit status {code}",
        };
        return Answer.Error("Runtime.ExitError", requestId, reason);
    }

    private static string SignalName(int signal) => signal switch
    {
        6 => "aborted",
        9 => "killed",
        11 => "segmentation fault",
        15 => "terminated",
        _ => $"{signal}",
    };
}
