using System.Collections.Concurrent;
using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalAws.Lambda;

/// <summary>
/// A deployed function: processes started as they are needed, kept warm, one invocation at a time in each. Invocations above
/// <see cref="LocalAwsOptions.FunctionConcurrency"/> wait for their turn.
/// </summary>
internal sealed class Function(FunctionConfiguration configuration, FunctionProgram program, LocalAwsContext context) : IAsyncDisposable
{
    /// <summary>What is written reaches this process through a pipe, a moment after it was written.</summary>
    private static readonly TimeSpan LogDelay = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _turns = new(context.Options.FunctionConcurrency);
    private readonly FunctionLog _log = new();
    private readonly ConcurrentDictionary<Sandbox, bool> _sandboxes = new();
    private readonly ConcurrentStack<Sandbox> _warm = new();
    private volatile bool _disposed;

    public FunctionConfiguration Configuration { get; } = configuration;

    public string Arn { get; } =
        $"arn:aws:lambda:{context.Options.Region}:{context.Options.DefaultAccountId}:function:{configuration.Name}";

    public string Region { get; } = context.Options.Region;

    public IReadOnlyList<string> Logs => _log.Lines;

    /// <summary>Ids of its processes that live.</summary>
    public IReadOnlyList<int> ProcessIds =>
        [.. _sandboxes.Keys.Where(sandbox => sandbox.IsAlive).Select(sandbox => sandbox.ProcessId)];

    /// <summary>Whether a caller in a Region that says <paramref name="name"/> means this function.</summary>
    public bool Answers(string name, string region) =>
        region == Region && region == (RegionOf(name) ?? region) && Configuration.Answers(name);

    /// <summary>The Region an ARN names; null for a name.</summary>
    public static string? RegionOf(string name) => name.Split(':') is ["arn", _, _, var region, ..] ? region : null;

    /// <summary>Waits for its turn and runs.</summary>
    /// <param name="requestId">The invocation's id.</param>
    /// <param name="payload">The JSON event.</param>
    /// <param name="withLog">Whether to wait for the log to be complete.</param>
    /// <returns>The answer, and the log's tail.</returns>
    public async Task<(Answer Answer, byte[] LogTail)> InvokeAsync(string requestId, byte[] payload, bool withLog)
    {
        await _turns.WaitAsync();
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            var sandbox = await TakeAsync(requestId);
            ObjectDisposedException.ThrowIf(_disposed, this);
            var answer = await sandbox.InvokeAsync(requestId, payload, Arn);
            if (withLog && sandbox.IsAlive)
            {
                // It asks for its next event only after it wrote everything about this one.
                await Task.WhenAny(sandbox.Idle, sandbox.Exited);
                await Task.Delay(LogDelay);
            }

            _warm.Push(sandbox);
            return (answer, withLog ? _log.Tail(requestId) : []);
        }
        finally
        {
            _turns.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        await Task.WhenAll(_sandboxes.Keys.Select(sandbox => sandbox.KillAsync()));

        // Running invocations see their process end, and hand over.
        for (var turn = 0; turn < context.Options.FunctionConcurrency; turn++)
        {
            await _turns.WaitAsync();
        }

        await Task.WhenAll(_sandboxes.Keys.Select(EndAsync));
        _turns.Release(context.Options.FunctionConcurrency);
    }

    /// <summary>A process that is warm, or else a new one.</summary>
    private async Task<Sandbox> TakeAsync(string requestId)
    {
        while (_warm.TryPop(out var warm))
        {
            if (warm.IsAlive)
            {
                return warm;
            }

            await EndAsync(warm);
        }

        var sandbox = await Sandbox.StartAsync(Configuration, program, context, _log, requestId);
        _sandboxes[sandbox] = true;
        return sandbox;
    }

    private async Task EndAsync(Sandbox sandbox)
    {
        _sandboxes.TryRemove(sandbox, out _);
        await sandbox.DisposeAsync();
    }
}
