namespace CacheBackup.Rdb;

/// <summary>
/// Reads a file in parts, several at a time and each with its checksum, and verifies them in order. Memory is the parts under
/// way and one more.
/// </summary>
public sealed class RdbReader
{
    /// <summary>Bytes of a part: two fit into a processor's cache beside what the parser needs.</summary>
    public const int DefaultPartBytes = 512 * 1024;

    private readonly IRdbSource _source;
    private readonly RdbVerifier _verifier;
    private readonly int _partBytes;
    private readonly Queue<Task<Part>> _reading = new();
    private readonly Stack<byte[]> _free = new();
    private readonly byte[] _carry = new byte[RdbVerifier.MostUnconsumed];
    private long _next;
    private ulong _crc;
    private int _left;

    /// <param name="source">The file.</param>
    /// <param name="verifier">A new one, or a resumed one: reading begins where it stands.</param>
    /// <param name="partBytes">Bytes of a part, 64 KiB or more.</param>
    public RdbReader(IRdbSource source, RdbVerifier verifier, int partBytes = DefaultPartBytes)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(verifier);
        ArgumentOutOfRangeException.ThrowIfLessThan(partBytes, 64 * 1024);
        (_source, _verifier, _partBytes) = (source, verifier, partBytes);
    }

    /// <summary>Verifies the whole file.</summary>
    /// <param name="progress">Told the bytes verified, after every part.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<RdbReport> VerifyAsync(IProgress<long>? progress = null, CancellationToken cancellationToken = default) =>
        VerifyUntilAsync(_ => false, progress, cancellationToken)!;

    /// <summary>Verifies until the end of the file or until told to stop.</summary>
    /// <param name="stop">Asked after every part, with the bytes verified; true stops, so that a checkpoint can be taken.</param>
    /// <param name="progress">Told the bytes verified, after every part.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>The report; null where it was stopped.</returns>
    public async Task<RdbReport?> VerifyUntilAsync(
        Func<long, bool> stop, IProgress<long>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stop);
        (_next, _crc, _left) = (_verifier.Offset, _verifier.Crc, 0);
        using var abandon = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            while (!_verifier.HasFailed)
            {
                ReadAhead(1, abandon.Token);
                var part = await _reading.Dequeue();
                ReadAhead(_source.MostReads, abandon.Token);
                if (part.Bytes == 0)
                {
                    break;
                }

                Consume(part);
                progress?.Report(_verifier.Offset);
                if (stop(_verifier.Offset))
                {
                    return null;
                }
            }

            return _verifier.Finish(_left);
        }
        finally
        {
            await abandon.CancelAsync();
            Task rest = Task.WhenAll(_reading);
            await rest.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // What the part before left goes in front, so that no part is copied.
    private void Consume(Part part)
    {
        _crc = Crc64.Combine(_crc, part.Crc, part.Bytes);
        var start = RdbVerifier.MostUnconsumed - _left;
        _carry.AsSpan(0, _left).CopyTo(part.Buffer.AsSpan(start));
        var window = part.Buffer.AsSpan(start, _left + part.Bytes);
        var rest = window[_verifier.Consume(window, _crc)..];
        _left = _verifier.HasFailed ? 0 : rest.Length;
        rest[.._left].CopyTo(_carry);
        _free.Push(part.Buffer);
    }

    private void ReadAhead(int reads, CancellationToken cancellationToken)
    {
        while (_reading.Count < reads)
        {
            var buffer = _free.TryPop(out var used) ? used : GC.AllocateUninitializedArray<byte>(RdbVerifier.MostUnconsumed + _partBytes);
            var offset = _next;
            _next += _partBytes;

            // On another thread: copying and the checksum take about as long as everything else.
            _reading.Enqueue(Task.Run(() => ReadAsync(offset, buffer, cancellationToken), cancellationToken));
        }
    }

    private async Task<Part> ReadAsync(long offset, byte[] buffer, CancellationToken cancellationToken)
    {
        var part = buffer.AsMemory(RdbVerifier.MostUnconsumed);
        var bytes = await _source.ReadAsync(offset, part, cancellationToken);
        return new Part(buffer, bytes, Crc64.Append(0, part.Span[..bytes]));
    }

    /// <param name="Buffer">Room for what the part before leaves, then the bytes.</param>
    /// <param name="Bytes">How many; 0 at the end of the file.</param>
    /// <param name="Crc">Their checksum, begun at 0.</param>
    private sealed record Part(byte[] Buffer, int Bytes, ulong Crc);
}
