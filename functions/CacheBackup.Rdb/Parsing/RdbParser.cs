using System.Runtime.CompilerServices;
using CacheBackup.Rdb.Containers;
using CacheBackup.Rdb.Counting;

namespace CacheBackup.Rdb.Parsing;

/// <summary>
/// Reads an RDB file forward, in windows. A window begins where the last one was consumed to; what was not consumed is
/// part of a token and must come again with more behind it. Nothing depends on where windows end.
/// </summary>
internal sealed partial class RdbParser
{
    /// <summary>Strings up to this many bytes wait until they are in the window in full; longer ones are taken in parts.</summary>
    private const int WholeBytes = 64 * 1024;

    /// <summary>Bytes at the end of a window that may be left unconsumed.</summary>
    public const int MostUnconsumed = WholeBytes + 64;

    private readonly bool _deep;
    private readonly bool _full;
    private readonly long _now;

    private Phase _phase;
    private long _base;
    private int _at;
    private ulong _crc;
    private ulong? _crcAtEnd;
    private bool _isSummed;
    private bool _isValkey;
    private int _version;
    private ulong _recordedCrc;
    private long _trailing;
    private RdbVerdict _verdict;
    private RdbError? _failure;

    public RdbParser(RdbVerifierOptions options)
    {
        _deep = options.Level >= VerificationLevel.Deep;
        _full = options.Level == VerificationLevel.Full;
        _now = options.At.ToUnixTimeMilliseconds();
        Tally = new Tally(options.LargestKeys, indexKeys: _full);
        _members = _full ? new MemberSet() : null;
        _zipmap = new ZipmapCheck(_members);
        _memberListpack.Rules = new MemberRules(_members);
        _memberZiplist.Rules = new MemberRules(_members);
    }

    public Tally Tally { get; }

    /// <summary>Bytes consumed since the start of the file.</summary>
    public long Offset => _base;

    /// <summary>Checksum of what was consumed, up to the end of the file's content.</summary>
    public ulong Crc => _crc;

    /// <summary>Whether more bytes cannot change the result.</summary>
    public bool HasFailed => _failure is not null;

    /// <summary>Takes what it can of a window.</summary>
    /// <param name="window">What comes next.</param>
    /// <param name="crcAtEnd">Checksum of the file up to the window's end, where somebody computed it already.</param>
    /// <returns>Bytes consumed; at most <see cref="MostUnconsumed"/> are left, unless it has failed.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public int Advance(ReadOnlySpan<byte> window, ulong? crcAtEnd = null)
    {
        (_at, _crcAtEnd) = (0, crcAtEnd);
        while (_failure is null && (_inContent ? Content(window) : Step(window)))
        {
        }

        Sum(window);
        KeepName(window);
        _base += _at;
        return _at;
    }

    private bool Step(ReadOnlySpan<byte> window) => _phase switch
    {
        Phase.Opcode => Opcode(window),
        Phase.Key => Text(window, Use.Key, Phase.Value),
        Phase.Value => Value(),
        Phase.LeadingTime => LeadingTime(window),
        Phase.ElementCount => ElementCount(window),
        Phase.Element => Elements(window),
        Phase.ModuleId or Phase.ModuleData or Phase.ModuleAux => Module(window),
        >= Phase.StreamNodeCount and <= Phase.StreamConsumerPending => Stream(window),
        Phase.Header => Header(window),
        Phase.Trailer => Trailer(window),
        Phase.Trailing => Trailing(window),
        _ => Auxiliary(window),
    };

    private bool Header(ReadOnlySpan<byte> window)
    {
        if (!RdbFormat.CanBegin(window[..Math.Min(window.Length, RdbFormat.HeaderBytes)]))
        {
            return Fail(RdbVerdict.NotAnRdb, 0, "it does not begin with REDIS or VALKEY and a version");
        }

        if (window.Length < RdbFormat.HeaderBytes)
        {
            return false;
        }

        if (!RdbFormat.TryHeader(window[..RdbFormat.HeaderBytes], out _isValkey, out _version))
        {
            return Fail(RdbVerdict.NotAnRdb, 0, "its header has no version");
        }

        if (!RdbFormat.Knows(_isValkey, _version))
        {
            return Fail(
                RdbVerdict.UnsupportedFormat,
                0,
                $"format {Format}: known are REDIS0001 to REDIS{RdbFormat.LastRedis:D4}, VALKEY{RdbFormat.FirstValkey:D3} and VALKEY{RdbFormat.LastValkey:D3}");
        }

        _at = RdbFormat.HeaderBytes;
        ChooseFastTypes();
        return Next(Phase.Opcode);
    }

    private bool EndOfFile(ReadOnlySpan<byte> window)
    {
        _at++;
        Sum(window);
        _isSummed = true;
        return Next(_version >= RdbFormat.FirstWithChecksum ? Phase.Trailer : Phase.Trailing);
    }

    private void Sum(ReadOnlySpan<byte> window)
    {
        if (!_isSummed)
        {
            _crc = _crcAtEnd is { } crc ? Crc64.WithoutLast(crc, window[_at..]) : Crc64.Append(_crc, window[.._at]);
        }
    }

    private bool Trailer(ReadOnlySpan<byte> window) =>
        TryEight(window, ref _at, out _recordedCrc) && Next(Phase.Trailing);

    private bool Trailing(ReadOnlySpan<byte> window)
    {
        _trailing += window.Length - _at;
        _at = window.Length;
        return false;
    }

    private string Format => _isValkey ? $"VALKEY{_version:D3}" : $"REDIS{_version:D4}";

    private bool Next(Phase phase)
    {
        _phase = phase;
        return true;
    }

    /// <returns>False, to stop.</returns>
    private bool Fail(RdbVerdict verdict, long offset, string reason)
    {
        _verdict = verdict;
        _failure = new RdbError(offset, reason, _database?.Number, _keys);
        return false;
    }

    private bool Malformed(long offset, string reason) => Fail(RdbVerdict.Malformed, offset, reason);

    private bool MalformedHere(string reason) => Malformed(_base + _at, reason);
}
