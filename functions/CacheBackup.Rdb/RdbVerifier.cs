using CacheBackup.Rdb.Parsing;

namespace CacheBackup.Rdb;

/// <summary>
/// Verifies one RDB file in a single pass. Feed it the file's bytes in order, in parts of any size, then ask for the
/// report. Memory stays bounded whatever the file, except for 16 bytes a key at <see cref="VerificationLevel.Full"/>.
/// </summary>
public sealed class RdbVerifier
{
    /// <summary>Bytes at the end of a window that <see cref="Consume"/> may leave.</summary>
    public const int MostUnconsumed = RdbParser.MostUnconsumed;

    private const int CarryBytes = 2 * MostUnconsumed;

    private readonly RdbVerifierOptions _options;
    private readonly RdbParser _parser;
    private byte[] _carry = [];
    private int _carried;

    public RdbVerifier(RdbVerifierOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)options.LargestKeys, 100u);
        _options = options with { At = options.At.ToUniversalTime() };
        _parser = new RdbParser(_options);
    }

    private RdbVerifier(RdbVerifierOptions options, StateCodec state)
        : this(options) => _parser.Sync(state);

    /// <summary>Bytes fed so far; where a resumed verification goes on reading.</summary>
    public long Offset => _parser.Offset + _carried;

    /// <summary><see cref="Crc64"/> of everything before <see cref="Offset"/>, for a reader that goes on computing it.</summary>
    public ulong Crc => _parser.Crc;

    /// <summary>Bytes of memory that the keys read so far take; 0 below <see cref="VerificationLevel.Full"/>.</summary>
    public long KeyBytes => _parser.Tally.KeyIndex?.Bytes ?? 0;

    /// <summary>Whether the first error was found, so that feeding more changes nothing.</summary>
    public bool HasFailed => _parser.HasFailed;

    /// <summary>Goes on from a checkpoint; the next byte fed must be the one at its offset.</summary>
    /// <exception cref="InvalidCheckpointException">The checkpoint is damaged or of another version.</exception>
    public static RdbVerifier Resume(RdbCheckpoint checkpoint)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        var state = checkpoint.Open(out var options);
        return new RdbVerifier(options, state);
    }

    /// <summary>Takes the next bytes of the file, all of them.</summary>
    public void Feed(ReadOnlySpan<byte> bytes)
    {
        while (_carried > 0 && !bytes.IsEmpty)
        {
            bytes = FeedCarried(bytes);
        }

        if (bytes.IsEmpty)
        {
            return;
        }

        var consumed = HasFailed ? bytes.Length : _parser.Advance(bytes);
        if (!HasFailed)
        {
            Carry(bytes[consumed..]);
        }
    }

    /// <summary>
    /// Takes what it can of a window that begins where the last one was consumed to: the way to feed without a copy. What
    /// it leaves, at most <see cref="MostUnconsumed"/> bytes, must begin the next window. Not to be mixed with <see cref="Feed"/>.
    /// </summary>
    /// <param name="window">What comes next.</param>
    /// <param name="crcAtEnd">
    /// <see cref="Crc64"/> of the whole file up to the window's end, where the reader computes it on another thread; null to
    /// have it computed here.
    /// </param>
    /// <returns>Bytes consumed.</returns>
    public int Consume(ReadOnlySpan<byte> window, ulong? crcAtEnd = null) =>
        HasFailed ? window.Length : _parser.Advance(window, crcAtEnd);

    /// <summary>The state at <see cref="Offset"/>, from which another process can go on.</summary>
    /// <exception cref="InvalidOperationException">An error was found: nothing is left to do but <see cref="Finish"/>.</exception>
    public RdbCheckpoint Checkpoint()
    {
        if (HasFailed)
        {
            throw new InvalidOperationException("The verification found an error: ask for its report.");
        }

        // Carried bytes are read again: the checkpoint stands where the parser stands.
        return RdbCheckpoint.Of(_options, _parser, KeyBytes);
    }

    /// <summary>Says what was found, the file being over.</summary>
    /// <param name="unconsumed">Bytes at the file's end that <see cref="Consume"/> left.</param>
    public RdbReport Finish(long unconsumed = 0) => _parser.Report(_options, _carried + unconsumed);

    private ReadOnlySpan<byte> FeedCarried(ReadOnlySpan<byte> bytes)
    {
        var added = Math.Min(bytes.Length, CarryBytes - _carried);
        bytes[..added].CopyTo(_carry.AsSpan(_carried));
        var window = _carry.AsSpan(0, _carried + added);
        var consumed = HasFailed ? window.Length : _parser.Advance(window);
        if (HasFailed)
        {
            _carried = 0;
            return [];
        }

        if (consumed >= _carried)
        {
            var used = consumed - _carried;
            _carried = 0;
            return bytes[used..];
        }

        window[consumed..].CopyTo(_carry);
        _carried = window.Length - consumed;
        return bytes[added..];
    }

    private void Carry(ReadOnlySpan<byte> rest)
    {
        if (rest.IsEmpty)
        {
            return;
        }

        if (_carry.Length == 0)
        {
            _carry = new byte[CarryBytes];
        }

        rest.CopyTo(_carry);
        _carried = rest.Length;
    }
}
