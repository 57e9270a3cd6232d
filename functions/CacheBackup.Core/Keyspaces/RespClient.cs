using System.Globalization;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace CacheBackup.Core.Keyspaces;

/// <summary>
/// One connection to a Valkey or Redis server, for the few read-only commands that count keys: RESP2, one command at a time,
/// replies of one text.
/// </summary>
internal sealed class RespClient : IAsyncDisposable
{
    // An answer of INFO or CLUSTER NODES of 500 shards stays far below.
    private const int LongestReply = 4 * 1024 * 1024;

    private readonly Stream _stream;

    private RespClient(Stream stream) => _stream = new BufferedStream(stream);

    /// <summary>Connects.</summary>
    /// <param name="server">Where to.</param>
    /// <param name="certificateName">The name that the server's certificate has to have; null for a connection without TLS.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async Task<RespClient> ConnectAsync(CacheServer server, string? certificateName, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(server.Host, server.Port, cancellationToken);
            var plain = new NetworkStream(socket, ownsSocket: true);
            return new RespClient(certificateName is null ? plain : await EncryptAsync(plain, certificateName, cancellationToken));
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Sends a command and reads its reply as text.</summary>
    /// <exception cref="RespRefusedException">The server answered with an error.</exception>
    /// <exception cref="InvalidDataException">It answered with something else than a text.</exception>
    public async Task<string> CallAsync(CancellationToken cancellationToken, params string[] command)
    {
        var words = string.Concat(command.Select(word => $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n"));
        await _stream.WriteAsync(Encoding.UTF8.GetBytes($"*{command.Length}\r\n{words}"), cancellationToken);
        await _stream.FlushAsync(cancellationToken);
        var line = await ReadLineAsync(cancellationToken);
        return line switch
        {
            ['-', .. var error] => throw new RespRefusedException(error),
            ['+', .. var text] => text,
            ['$', .. var length] => await ReadTextAsync(length, cancellationToken),
            _ => throw new InvalidDataException($"{command[0]} was answered with \"{line}\", which is no text."),
        };
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _stream.DisposeAsync();

    private static async Task<Stream> EncryptAsync(NetworkStream plain, string certificateName, CancellationToken cancellationToken)
    {
        var encrypted = new SslStream(plain, leaveInnerStreamOpen: false);
        await encrypted.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = certificateName }, cancellationToken);
        return encrypted;
    }

    private async Task<string> ReadTextAsync(string length, CancellationToken cancellationToken)
    {
        if (!int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bytes) || bytes > LongestReply)
        {
            throw new InvalidDataException($"A text of {length} bytes was announced.");
        }

        var text = new byte[bytes + "\r\n".Length];
        await _stream.ReadExactlyAsync(text, cancellationToken);
        return Encoding.UTF8.GetString(text, 0, bytes);
    }

    private async Task<string> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new List<byte>();
        var next = new byte[1];
        while (line.Count < LongestReply)
        {
            await _stream.ReadExactlyAsync(next, cancellationToken);
            line.Add(next[0]);
            if (line is [.., (byte)'\r', (byte)'\n'])
            {
                return Encoding.UTF8.GetString([.. line[..^2]]);
            }
        }

        throw new InvalidDataException($"A line is longer than {LongestReply} bytes.");
    }
}

/// <summary>Where a server listens.</summary>
/// <param name="Host">Name or address.</param>
/// <param name="Port">1-65535.</param>
public sealed record CacheServer(string Host, int Port)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Host}:{Port}";
}

/// <summary>A server refused a command, such as for want of a password.</summary>
internal sealed class RespRefusedException(string message) : IOException(message);
