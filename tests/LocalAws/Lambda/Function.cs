using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalAws.Lambda;

/// <summary>A deployed function: one process, started at the first invocation, kept warm, one invocation at a time.</summary>
internal sealed class Function(FunctionConfiguration configuration, FunctionProgram program, LocalAwsContext context) : IAsyncDisposable
{
    /// <summary>What is written reaches this process through a pipe, a moment after it was written.</summary>
    private static readonly TimeSpan LogDelay = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly FunctionLog _log = new();
    private Sandbox? _sandbox;
    private bool _disposed;

    public FunctionConfiguration Configuration { get; } = configuration;

    public string Arn { get; } =
        $"arn:aws:lambda:{context.Options.Region}:{context.Options.DefaultAccountId}:function:{configuration.Name}";

    public IReadOnlyList<string> Logs => _log.Lines;

    /// <summary>Waits for its turn and runs.</summary>
    /// <param name="requestId">The invocation's id.</param>
    /// <param name="payload">The JSON event.</param>
    /// <param name="withLog">Whether to wait for the log to be complete.</param>
    /// <returns>The answer, and the log's tail.</returns>
    public async Task<(Answer Answer, byte[] LogTail)> InvokeAsync(string requestId, byte[] payload, bool withLog)
    {
        await _turn.WaitAsync();
        try
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            if (_sandbox is { IsAlive: false })
            {
                await EndAsync();
            }

            _log.Begin(requestId);
            _sandbox ??= await Sandbox.StartAsync(Configuration, program, context, _log);
            ObjectDisposedException.ThrowIf(_disposed, this);
            var answer = await _sandbox.InvokeAsync(requestId, payload, Arn);
            if (withLog && _sandbox.IsAlive)
            {
                // It asks for its next event only after it wrote everything about this one.
                await Task.WhenAny(_sandbox.Idle, _sandbox.Exited);
                await Task.Delay(LogDelay);
            }

            return (answer, withLog ? _log.Tail(requestId) : []);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _disposed = true;
        if (_sandbox is { } running)
        {
            await running.KillAsync();
        }

        // A running invocation sees its process end, and hands over.
        await _turn.WaitAsync();
        await EndAsync();
        _turn.Release();
    }

    private async Task EndAsync()
    {
        if (Interlocked.Exchange(ref _sandbox, null) is { } sandbox)
        {
            await sandbox.DisposeAsync();
        }
    }
}
