using CacheBackup.Rdb.Parsing;

namespace CacheBackup.Rdb;

/// <summary>
/// A verification that stopped on the way: small (a few KiB; at <see cref="VerificationLevel.Full"/> 16 bytes a key more),
/// versioned, and protected by a checksum of its own.
/// </summary>
/// <param name="Offset">Where to go on reading the file, in bytes. Up to 64 KiB before what was fed are read again.</param>
/// <param name="State">Everything else. Opaque.</param>
public sealed record RdbCheckpoint(long Offset, ReadOnlyMemory<byte> State)
{
    // Raised with every change of what is written.
    private const int StateVersion = 3;
    private const int ChecksumBytes = sizeof(ulong);
    private const int OtherStateBytes = 256 * 1024;

    /// <param name="options">How the file is verified.</param>
    /// <param name="parser">Where the verification stands.</param>
    /// <param name="keyBytes">What its keys take: so many bytes are reserved at once, for a copy of them might not fit.</param>
    internal static RdbCheckpoint Of(RdbVerifierOptions options, RdbParser parser, long keyBytes)
    {
        var codec = StateCodec.Writer(checked((int)(keyBytes + OtherStateBytes)));
        var version = StateVersion;
        codec.Number(ref version);
        SyncOptions(codec, ref options);
        parser.Sync(codec);
        var crc = Crc64.Append(0, codec.Written.Span);
        codec.Fixed(ref crc);
        return new RdbCheckpoint(parser.Offset, codec.Written);
    }

    /// <returns>The state of the parser.</returns>
    internal StateCodec Open(out RdbVerifierOptions options)
    {
        options = new RdbVerifierOptions(VerificationLevel.Quick, default);
        if (State.Length <= ChecksumBytes)
        {
            throw new InvalidCheckpointException($"it has {State.Length} bytes");
        }

        var content = State[..^ChecksumBytes];
        var recorded = StateCodec.Reader(State[content.Length..]);
        var crc = 0UL;
        recorded.Fixed(ref crc);
        if (crc != Crc64.Append(0, content.Span))
        {
            throw new InvalidCheckpointException("its checksum is wrong");
        }

        var codec = StateCodec.Reader(content);
        var version = 0;
        codec.Number(ref version);
        if (version != StateVersion)
        {
            throw new InvalidCheckpointException($"it has version {version}, this code reads {StateVersion}");
        }

        SyncOptions(codec, ref options);
        return codec;
    }

    private static void SyncOptions(StateCodec codec, ref RdbVerifierOptions options)
    {
        var level = (int)options.Level;
        var ticks = options.At.UtcTicks;
        var largest = options.LargestKeys;
        codec.Number(ref level);
        codec.Number(ref ticks);
        codec.Number(ref largest);
        options = new RdbVerifierOptions((VerificationLevel)level, new DateTimeOffset(ticks, TimeSpan.Zero)) { LargestKeys = largest };
    }
}
