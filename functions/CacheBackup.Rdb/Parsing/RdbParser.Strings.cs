using System.Buffers.Binary;
using System.Buffers.Text;
using System.Runtime.CompilerServices;
using CacheBackup.Rdb.Containers;

namespace CacheBackup.Rdb.Parsing;

// Strings: whole where they are in the window, else in parts.
internal sealed partial class RdbParser
{
    private readonly byte[] _digits = new byte[11];
    private byte[] _decoded = [];
    private LzfWindow? _lzf;

    private bool _inContent;
    private Use _use;
    private bool _isCompressed;
    private long _contentOffset;
    private long _contentLength;
    private long _storedLeft;
    private long _produced;

    /// <summary>Takes the string that comes next, or begins to.</summary>
    /// <param name="use">What it is for.</param>
    /// <param name="next">The phase after it.</param>
    /// <returns>False where more is needed or it is wrong.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Text(ReadOnlySpan<byte> window, Use use, Phase next)
    {
        var headBytes = StringHead(window, out var head);
        if (headBytes == 0)
        {
            return false;
        }

        var offset = _base + _at;
        var inWindow = head.Stored <= window.Length - _at - headBytes;
        var inParts = head.Kind == StringKind.Compressed && Math.Max(head.Stored, head.Length) > WholeBytes;
        if (!inWindow && head.Stored <= WholeBytes)
        {
            return false;
        }

        NoteString(use, head);
        _phase = next;
        _at += headBytes;
        if (inWindow && !inParts)
        {
            var start = _at;
            _at += (int)head.Stored;
            return Whole(use, head, window.Slice(start, (int)head.Stored), offset);
        }

        BeginContent(use, head, offset);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Whole(Use use, StringHead head, ReadOnlySpan<byte> stored, long offset)
    {
        if (use == Use.Skip)
        {
            return head.Kind != StringKind.Compressed || !_deep || Scanned(stored, head.Length, offset);
        }

        if (use == Use.Key && !_full && head.Kind != StringKind.Integer)
        {
            return PlainKey(head, stored, offset);
        }

        var content = stored;
        if (head.Kind == StringKind.Integer)
        {
            content = _digits.AsSpan(0, Digits(stored, _digits));
        }
        else if (head.Kind == StringKind.Compressed && !TryDecode(stored, head.Length, offset, out content))
        {
            return false;
        }

        return CheckOf(use) is { } check ? Checked(check, content, offset) : WholeText(use, content, offset);
    }

    private bool Scanned(ReadOnlySpan<byte> stored, long length, long offset)
    {
        var produced = 0L;
        return (Lzf.Scan(stored, ref produced, length, out var used) && used == stored.Length && produced == length)
            || NotLzf(offset, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool TryDecode(ReadOnlySpan<byte> stored, long length, long offset, out ReadOnlySpan<byte> content)
    {
        if (_decoded.Length == 0)
        {
            _decoded = new byte[WholeBytes + Lzf.Slack];
        }

        var end = 0;
        content = _decoded.AsSpan(0, (int)length);
        return (Lzf.Decode(stored, _decoded, ref end, out var used) && used == stored.Length && end == length)
            || NotLzf(offset, length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private bool Checked(ContentCheck check, ReadOnlySpan<byte> content, long offset)
    {
        check.Begin(content.Length);
        check.Push(content);
        return Ended(check, offset);
    }

    private bool Ended(ContentCheck check, long offset)
    {
        if (check.Defect is null)
        {
            check.End();
        }

        if (check.Defect is { } defect)
        {
            return Malformed(offset, $"{What(check)}: {defect}");
        }

        return ContainerEnded(check);
    }

    private bool NotLzf(long offset, long length) =>
        Malformed(offset, $"a compressed string does not decode to its {length:N0} bytes");

    private void BeginContent(Use use, StringHead head, long offset)
    {
        _inContent = true;
        _use = use;
        _isCompressed = head.Kind == StringKind.Compressed;
        (_contentOffset, _contentLength, _storedLeft, _produced) = (offset, head.Length, head.Stored, 0);
        CheckInParts(use)?.Begin(head.Length);
        if (_isCompressed)
        {
            (_lzf ??= new LzfWindow()).Begin();
        }
    }

    /// <summary>Goes on with a string that comes in parts.</summary>
    private bool Content(ReadOnlySpan<byte> window)
    {
        var part = window[_at..(int)Math.Min(window.Length, _at + _storedLeft)];
        var check = CheckInParts(_use);
        var progress = (_isCompressed, check) switch
        {
            (false, null) => Take(part.Length),
            (false, _) => Take(check.Push(part)),
            (true, null) => ScanPart(part),
            (true, _) => DecodePart(part, check),
        };
        if (_failure is not null)
        {
            return false;
        }

        if (check?.Defect is not null)
        {
            return EndContent(check);
        }

        // What was decoded may wait in the window after the last stored byte was read.
        var isOver = progress ? _storedLeft == 0 && !(_isCompressed && check is not null) : part.Length == _storedLeft;
        return isOver ? EndContent(check) : progress;
    }

    private bool Take(int bytes)
    {
        _at += bytes;
        _storedLeft -= bytes;
        return bytes > 0;
    }

    private bool ScanPart(ReadOnlySpan<byte> part)
    {
        if (!_deep)
        {
            _produced = _contentLength;
            return Take(part.Length);
        }

        return Lzf.Scan(part, ref _produced, _contentLength, out var used) ? Take(used) : NotLzf(_contentOffset, _contentLength);
    }

    private bool DecodePart(ReadOnlySpan<byte> part, ContentCheck check)
    {
        if (!_lzf!.Decode(part, out var used) || _lzf.Produced > _contentLength)
        {
            return NotLzf(_contentOffset, _contentLength);
        }

        _produced = _lzf.Produced;
        var taken = check.Push(_lzf.Ready);
        _lzf.Take(taken);
        return Take(used) || taken > 0;
    }

    private bool EndContent(ContentCheck? check)
    {
        _inContent = false;
        if (_isCompressed && check?.Defect is null && (_storedLeft > 0 || _produced != _contentLength))
        {
            return NotLzf(_contentOffset, _contentLength);
        }

        if (check is null)
        {
            return true;
        }

        return check == _text ? LongTextEnded() : Ended(check, _contentOffset);
    }

    private static int Digits(ReadOnlySpan<byte> stored, Span<byte> digits)
    {
        var value = stored.Length switch
        {
            1 => (sbyte)stored[0],
            2 => BinaryPrimitives.ReadInt16LittleEndian(stored),
            _ => BinaryPrimitives.ReadInt32LittleEndian(stored),
        };
        Utf8Formatter.TryFormat(value, digits, out var written);
        return written;
    }
}
