using System.Net.Sockets;
using System.Text;

namespace CacheBackup.Benchmarks.Rdb;

/// <summary>Sends commands to a server as fast as it reads them, without waiting for replies.</summary>
internal sealed class CommandStream : IDisposable
{
    private const int FlushBytes = 1 << 20;

    private readonly Socket _socket;
    private readonly MemoryStream _buffer = new(2 * FlushBytes);

    public CommandStream(string socketPath)
    {
        _socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        _socket.Connect(new UnixDomainSocketEndPoint(socketPath));
    }

    /// <summary>Sends one command.</summary>
    public void Send(params ReadOnlySpan<string> words)
    {
        Begin(words.Length);
        foreach (var word in words)
        {
            Word(Encoding.ASCII.GetBytes(word));
        }
    }

    /// <summary>Begins a command of so many words, to be followed by its words.</summary>
    public void Begin(int words)
    {
        if (_buffer.Length > FlushBytes)
        {
            Flush();
        }

        Ascii($"*{words}\r\n");
    }

    public void Word(ReadOnlySpan<byte> word)
    {
        Ascii($"${word.Length}\r\n");
        _buffer.Write(word);
        _buffer.Write("\r\n"u8);
    }

    public void Word(string word) => Word(Encoding.ASCII.GetBytes(word));

    /// <summary>Sends what is left, and one command whose reply is waited for.</summary>
    public string Ask(params ReadOnlySpan<string> words)
    {
        Send("CLIENT", "REPLY", "ON");
        Send(words);
        Flush();
        var reply = new byte[4096];
        var text = new StringBuilder();

        // "+OK" of REPLY ON, then the command's own line.
        while (text.ToString().Count(letter => letter == '\n') < 2)
        {
            var count = _socket.Receive(reply);
            text.Append(count > 0 ? Encoding.ASCII.GetString(reply, 0, count) : throw new IOException("The server closed the connection."));
        }

        Send("CLIENT", "REPLY", "OFF");
        return text.ToString().Split("\r\n")[1];
    }

    public void Dispose() => _socket.Dispose();

    private void Ascii(string text) => _buffer.Write(Encoding.ASCII.GetBytes(text));

    private void Flush()
    {
        for (var sent = 0; sent < _buffer.Length;)
        {
            sent += _socket.Send(_buffer.GetBuffer().AsSpan(sent, (int)_buffer.Length - sent));
        }

        _buffer.SetLength(0);
    }
}
