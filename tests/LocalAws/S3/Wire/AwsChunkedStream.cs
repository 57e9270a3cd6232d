using System.Globalization;
using System.Text;

namespace CacheBackup.LocalAws.S3.Wire;

/// <summary>
/// Decodes <c>aws-chunked</c>: chunks of <c>size[;chunk-signature=…]</c>, data, and after the empty one trailing headers.
/// Chunk signatures are read over, like every signature here.
/// </summary>
internal sealed class AwsChunkedStream(Stream input)
{
    private const int MaxTrailerBytes = 8 * 1024;

    private readonly byte[] _buffer = new byte[64 * 1024];
    private int _start;
    private int _end;
    private long _chunkLeft;
    private bool _started;
    private bool _finished;

    /// <summary>Trailing headers by lower-case name, known once <see cref="ReadAsync"/> has returned 0.</summary>
    public Dictionary<string, string> Trailers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads decoded bytes; 0 at the end.</summary>
    /// <exception cref="S3Exception">The encoding is broken or ends early.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> destination, CancellationToken cancellationToken)
    {
        if (_chunkLeft == 0 && (_finished || !await NextChunkAsync(cancellationToken)))
        {
            return 0;
        }

        var wanted = (int)Math.Min(destination.Length, _chunkLeft);
        var count = _start < _end
            ? TakeBuffered(destination[..wanted])
            : await input.ReadAsync(destination[..wanted], cancellationToken);
        _chunkLeft -= count > 0 ? count : throw Incomplete();
        return count;
    }

    private int TakeBuffered(Memory<byte> destination)
    {
        var count = Math.Min(destination.Length, _end - _start);
        _buffer.AsMemory(_start, count).CopyTo(destination);
        _start += count;
        return count;
    }

    private async ValueTask<bool> NextChunkAsync(CancellationToken cancellationToken)
    {
        if (_started && await ReadLineAsync(cancellationToken) is not "")
        {
            throw Incomplete();
        }

        _started = true;
        var size = (await ReadLineAsync(cancellationToken) ?? throw Incomplete()).Split(';', 2)[0].Trim();
        if (!long.TryParse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _chunkLeft) || _chunkLeft < 0)
        {
            throw Incomplete();
        }

        if (_chunkLeft == 0)
        {
            _finished = true;
            await ReadTrailersAsync(cancellationToken);
        }

        return !_finished;
    }

    private async Task ReadTrailersAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        while (await ReadLineAsync(cancellationToken) is { } line)
        {
            length += line.Length;
            var parts = line.Split(':', 2);
            if (length > MaxTrailerBytes || (parts.Length == 1 && line.Length > 0))
            {
                throw S3Errors.MalformedTrailer();
            }

            if (parts.Length == 2)
            {
                Trailers[parts[0].Trim()] = parts[1].Trim();
            }
        }
    }

    /// <summary>The next line without its end; null at the end of the input.</summary>
    private async ValueTask<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var line = new StringBuilder();
        while (_start < _end || await FillAsync(cancellationToken))
        {
            var newLine = _buffer.AsSpan(_start, _end - _start).IndexOf((byte)'\n');
            var length = newLine < 0 ? _end - _start : newLine;
            line.Append(Encoding.ASCII.GetString(_buffer, _start, length));
            _start += length + (newLine < 0 ? 0 : 1);
            if (newLine >= 0)
            {
                return line.ToString().TrimEnd('\r');
            }

            if (line.Length > MaxTrailerBytes)
            {
                throw Incomplete();
            }
        }

        return line.Length == 0 ? null : line.ToString();
    }

    private async ValueTask<bool> FillAsync(CancellationToken cancellationToken)
    {
        (_start, _end) = (0, await input.ReadAsync(_buffer, cancellationToken));
        return _end > 0;
    }

    private static S3Exception Incomplete() =>
        new(400, "IncompleteBody", "The request body terminated unexpectedly");
}
