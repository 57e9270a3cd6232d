using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using CacheBackup.LocalAws.Processes;
using CacheBackup.LocalAws.StepFunctions.Interpreting;

namespace CacheBackup.LocalAws.StepFunctions.Jsonata;

/// <summary>
/// JSONata by its reference implementation (npm <c>jsonata</c> 2.0.6, the version AWS documents) in one Node process,
/// started at the first use. The process ends when its stdin closes, so it cannot outlive this one.
/// </summary>
public sealed class NodeEvaluator : IExpressionEvaluator, IAsyncDisposable
{
    /// <summary>Processor time one expression may take.</summary>
    public static readonly TimeSpan EvaluationLimit = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim _gate = new(1, 1);
    private readonly ConcurrentDictionary<long, TaskCompletionSource<JsonElement>> _waiting = new();
    private Process? _process;
    private Task _reading = Task.CompletedTask;
    private long _lastId;

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ExpressionCheck>> CheckAsync(IReadOnlyList<string> expressions, CancellationToken cancellationToken)
    {
        var results = await AskAsync(expressions.Count, id => new { id, check = expressions }, cancellationToken);
        return [.. results.Select(result => new ExpressionCheck(ErrorOf(result), MembersOf(result)))];
    }

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ExpressionResult>> EvaluateAsync(
        IReadOnlyList<string> expressions, IReadOnlyDictionary<string, JsonElement> bindings, CancellationToken cancellationToken)
    {
        var limitMilliseconds = EvaluationLimit.TotalMilliseconds;
        var results = await AskAsync(
            expressions.Count, id => new { id, evaluate = expressions, bindings, limitMilliseconds }, cancellationToken);
        return [.. results.Select(result => new ExpressionResult(
            result.TryGetProperty("value", out var value) ? value : null, ErrorOf(result)))];
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.StandardInput.Close();
            await _reading;
            process.Dispose();
        }

        _gate.Dispose();
    }

    private static string? ErrorOf(JsonElement result) =>
        result.TryGetProperty("error", out var error) ? error.GetString() : null;

    private static IReadOnlyList<string> MembersOf(JsonElement result) =>
        result.TryGetProperty("states", out var states) ? [.. states.EnumerateArray().Select(member => member.GetString()!)] : [];

    private async Task<IReadOnlyList<JsonElement>> AskAsync(int count, Func<long, object> request, CancellationToken cancellationToken)
    {
        if (count == 0)
        {
            return [];
        }

        var id = Interlocked.Increment(ref _lastId);
        var answer = _waiting[id] = new TaskCompletionSource<JsonElement>(TaskCreationOptions.RunContinuationsAsynchronously);
        try
        {
            await SendAsync(JsonSerializer.Serialize(request(id)), cancellationToken);
            var document = await answer.Task.WaitAsync(cancellationToken);
            return [.. document.GetProperty("results").EnumerateArray()];
        }
        finally
        {
            _waiting.TryRemove(id, out _);
        }
    }

    private async Task SendAsync(string line, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken);
        try
        {
            if (_process is null or { HasExited: true })
            {
                await StartAsync();
            }

            await _process!.StandardInput.WriteLineAsync(line);
            await _process.StandardInput.FlushAsync(CancellationToken.None);
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task StartAsync()
    {
        var node = ChildProcesses.FindProgram("node")
            ?? throw new InvalidOperationException("Node is not on PATH. HINT: run `make setup`, or install Node 20 or later.");
        _process = await ChildProcesses.StartAsync(new ProcessStartInfo(node, [JsonataScript.Find()])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
            UseShellExecute = false,
        });
        _reading = ReadAsync(_process);
    }

    private async Task ReadAsync(Process process)
    {
        while (await process.StandardOutput.ReadLineAsync() is { } line)
        {
            using var document = JsonDocument.Parse(line);
            if (_waiting.TryRemove(document.RootElement.GetProperty("id").GetInt64(), out var waiting))
            {
                waiting.TrySetResult(document.RootElement.Clone());
            }
        }

        foreach (var waiting in _waiting.Values)
        {
            waiting.TrySetException(new InvalidOperationException("The JSONata process ended before it answered."));
        }
    }
}
