using System.Net.Sockets;
using System.Text;

namespace CacheBackup.LocalAws.Redis;

/// <summary>
/// One connection to a Redis or Valkey server, speaking RESP2. It follows no redirects: against a cluster, connect to
/// the node that owns the slot. Not for concurrent calls.
/// </summary>
public sealed class RespConnection : IAsyncDisposable
{
    private readonly NetworkStream _stream;
    private readonly RespReader _reader;

    private RespConnection(Socket socket)
    {
        _stream = new NetworkStream(socket, ownsSocket: true);
        _reader = new RespReader(_stream);
    }

    /// <summary>Connects.</summary>
    /// <exception cref="SocketException">Nothing listens there.</exception>
    public static async Task<RespConnection> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken);
            return new RespConnection(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends one command, such as <c>["SET", "key", "value"]</c>, and waits for its reply.</summary>
    /// <exception cref="RespException">The server answered an error.</exception>
    public async Task<RespValue> CallAsync(IReadOnlyList<string> command, CancellationToken cancellationToken) =>
        (await PipelineAsync([command], cancellationToken))[0];

    /// <summary>Sends binary-safe arguments.</summary>
    /// <exception cref="RespException">The server answered an error.</exception>
    public async Task<RespValue> CallAsync(IReadOnlyList<ReadOnlyMemory<byte>> command, CancellationToken cancellationToken) =>
        (await PipelineAsync([command], cancellationToken))[0];

    /// <summary>Sends all commands before it waits for the first reply.</summary>
    /// <returns>One reply per command, in order.</returns>
    /// <exception cref="RespException">The first error among the replies, after all of them were read.</exception>
    public Task<IReadOnlyList<RespValue>> PipelineAsync(
        IReadOnlyList<IReadOnlyList<string>> commands, CancellationToken cancellationToken) =>
        PipelineAsync(
            [.. commands.Select(command => command.Select(word => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(word)).ToArray())],
            cancellationToken);

    /// <inheritdoc cref="PipelineAsync(IReadOnlyList{IReadOnlyList{string}}, CancellationToken)"/>
    public async Task<IReadOnlyList<RespValue>> PipelineAsync(
        IReadOnlyList<IReadOnlyList<ReadOnlyMemory<byte>>> commands, CancellationToken cancellationToken)
    {
        // Read while writing: a long pipeline's replies may fill both socket buffers before its last command is out.
        var writing = WriteAsync(commands, cancellationToken);
        var replies = new RespValue[commands.Count];
        for (var i = 0; i < replies.Length; i++)
        {
            replies[i] = await _reader.ReadAsync(cancellationToken);
        }

        await writing;
        return Array.Find(replies, reply => reply.Kind == RespKind.Error) is { } error ? throw new RespException(error.Text) : replies;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private async Task WriteAsync(IReadOnlyList<IReadOnlyList<ReadOnlyMemory<byte>>> commands, CancellationToken cancellationToken)
    {
        using var buffer = new MemoryStream();
        foreach (var command in commands)
        {
            buffer.Write(Encoding.ASCII.GetBytes($"*{command.Count}\r\n"));
            foreach (var argument in command)
            {
                buffer.Write(Encoding.ASCII.GetBytes($"${argument.Length}\r\n"));
                buffer.Write(argument.Span);
                buffer.Write("\r\n"u8);
            }
        }

        await _stream.WriteAsync(buffer.GetBuffer().AsMemory(0, (int)buffer.Length), cancellationToken);
    }
}
