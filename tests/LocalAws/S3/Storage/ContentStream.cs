namespace CacheBackup.LocalAws.S3.Storage;

/// <summary>Reads a content from its first byte to its last, with one blob open at a time.</summary>
internal sealed class ContentStream(IReadOnlyList<Content.Segment> segments) : IDisposable
{
    private int _index = -1;
    private IBlobReader? _reader;
    private long _position;
    private long _left;

    /// <summary>Reads at most the buffer's length; 0 at the end only.</summary>
    /// <exception cref="EndOfStreamException">A blob is shorter than its length says.</exception>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        while (_left == 0)
        {
            if (!Next())
            {
                return 0;
            }
        }

        var wanted = buffer[..(int)Math.Min(buffer.Length, _left)];
        var read = await _reader!.ReadAsync(wanted, _position, cancellationToken);
        if (read == 0)
        {
            throw new EndOfStreamException($"A stored blob ends {_left} bytes early.");
        }

        _position += read;
        _left -= read;
        return read;
    }

    public void Dispose() => _reader?.Dispose();

    private bool Next()
    {
        _reader?.Dispose();
        _reader = null;
        if (++_index >= segments.Count)
        {
            return false;
        }

        var segment = segments[_index];
        _reader = segment.Blob.Open();
        (_position, _left) = (segment.Offset, segment.Length);
        return true;
    }
}
