using System.Buffers.Binary;
using CacheBackup.Rdb.Parsing;

namespace CacheBackup.Rdb.Containers;

/// <summary>
/// Walks a zipmap, the small hash before Redis 2.6: u8 count (254 or more: unknown), then field and value, each behind its
/// length; unused bytes follow a value as its free byte says. An end byte closes it.
/// </summary>
/// <param name="members">Where fields are looked up; null where duplicates are not looked for.</param>
internal sealed class ZipmapCheck(MemberSet? members) : ContentCheck
{
    private const byte LongLength = 254;
    private const byte EndByte = 255;

    private long _length;
    private long _before;
    private long _texts;
    private long _left;
    private int _declared;
    private Stage _stage;
    private ContentHash _field;

    private enum Stage
    {
        Header,
        Length,
        Field,
        Value,
        Done,
    }

    public override bool IsEmpty => _texts == 0;

    public override void Begin(long length)
    {
        (Defect, _length, _before, _texts, _left, _stage) = (null, length, 0, 0, 0, Stage.Header);
        members?.Clear();
    }

    public override int Push(ReadOnlySpan<byte> content)
    {
        var at = 0;
        while (Defect is null && at < content.Length && Step(content, ref at))
        {
        }

        _before += at;
        return at;
    }

    public override void End()
    {
        if (_stage != Stage.Done)
        {
            Fail($"it has {_length:N0} bytes and ends inside an element");
        }
    }

    public override void Sync(StateCodec codec)
    {
        codec.Number(ref _length);
        codec.Number(ref _before);
        codec.Number(ref _texts);
        codec.Number(ref _left);
        codec.Number(ref _declared);
        var stage = (int)_stage;
        codec.Number(ref stage);
        _stage = (Stage)stage;
        _field.Sync(codec);
    }

    private bool Step(ReadOnlySpan<byte> content, ref int at) => _stage switch
    {
        Stage.Header => Header(content, ref at),
        Stage.Length when content[at] == EndByte => End(ref at),
        Stage.Length => Length(content, ref at),
        Stage.Field => Field(content, ref at),
        Stage.Value => Value(content, ref at),
        _ => false,
    };

    private bool Header(ReadOnlySpan<byte> content, ref int at)
    {
        _declared = content[at++];
        _stage = Stage.Length;
        return true;
    }

    private bool End(ref int at)
    {
        if (_texts % 2 != 0 || _before + at != _length - 1)
        {
            Fail($"its end byte stands at {_before + at:N0} of {_length:N0} bytes, after {_texts:N0} fields and values");
        }
        else if (_declared < LongLength && _declared != _texts / 2)
        {
            Fail($"its header says {_declared:N0} fields, it has {_texts / 2:N0}");
        }

        at++;
        _stage = Stage.Done;
        return false;
    }

    private bool Length(ReadOnlySpan<byte> content, ref int at)
    {
        var isValue = _texts % 2 != 0;
        var size = (content[at] == LongLength ? 5 : 1) + (isValue ? 1 : 0);
        if (content.Length - at < size)
        {
            return false;
        }

        long length = content[at] == LongLength ? BinaryPrimitives.ReadUInt32LittleEndian(content[(at + 1)..]) : content[at];
        var unused = isValue ? content[at + size - 1] : 0;
        if (_before + at + size + length + unused >= _length)
        {
            Fail($"an element at {_before + at:N0} of {length:N0} bytes runs past the end of {_length:N0} bytes");
            return false;
        }

        at += size;
        (_left, _stage) = (length + unused, isValue ? Stage.Value : Stage.Field);
        _field = ContentHash.Begin(seed: 0);
        return true;
    }

    private bool Field(ReadOnlySpan<byte> content, ref int at)
    {
        var part = content[at..(int)Math.Min(content.Length, at + _left)];
        var last = part.Length == _left;
        var taken = _field.Push(part, last);
        at += taken;
        _left -= taken;
        if (last && members?.Add(_field.Mark) == false)
        {
            Fail("a field stands there twice");
        }

        return Next(last);
    }

    private bool Value(ReadOnlySpan<byte> content, ref int at)
    {
        var taken = (int)Math.Min(content.Length - at, _left);
        at += taken;
        _left -= taken;
        return Next(_left == 0);
    }

    private bool Next(bool done)
    {
        if (done)
        {
            _texts++;
            _stage = Stage.Length;
        }

        return done;
    }
}
