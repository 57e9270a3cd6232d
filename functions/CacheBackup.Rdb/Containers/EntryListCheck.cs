using System.Runtime.CompilerServices;
using CacheBackup.Rdb.Parsing;

namespace CacheBackup.Rdb.Containers;

/// <summary>What listpacks and ziplists have in common: a header, entries of integers or texts, an end byte.</summary>
/// <typeparam name="TRules">What the entries must be.</typeparam>
internal abstract class EntryListCheck<TRules> : ContentCheck
    where TRules : struct, IEntryRules
{
    protected const byte EndByte = 0xFF;

    private Stage _stage;
    private long _textLeft;

    private enum Stage
    {
        Header,
        Entry,
        Text,
        Tail,
        Done,
    }

    private TRules _rules;

    /// <summary>What the entries must be.</summary>
    public ref TRules Rules => ref _rules;

    /// <summary>Entries that belong together: 2 for the field and value of a hash.</summary>
    public int GroupSize { get; set; } = 1;

    /// <summary>Entries walked.</summary>
    public long Entries { get; private set; }

    public override bool IsEmpty => Entries == 0;

    protected long Length { get; private set; }

    /// <summary>Bytes of content before the part at hand.</summary>
    protected long Before { get; private set; }

    public override void Begin(long length)
    {
        (Defect, _stage, _textLeft, Entries, Length, Before) = (null, Stage.Header, 0, 0, length, 0);
        _rules.Begin(length);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override int Push(ReadOnlySpan<byte> content)
    {
        var at = 0;
        while (Defect is null && Step(content, ref at))
        {
            Defect ??= _rules.Defect;
        }

        Defect ??= _rules.Defect;
        Before += at;
        return at;
    }

    public override void End()
    {
        if (_stage != Stage.Done)
        {
            Fail($"it has {Length:N0} bytes and ends inside an entry");
            return;
        }

        if (Entries % GroupSize != 0)
        {
            Fail($"its {Entries:N0} entries do not come in groups of {GroupSize}");
        }

        _rules.End();
        Defect ??= _rules.Defect;
    }

    public override void Sync(StateCodec codec)
    {
        var stage = (int)_stage;
        codec.Number(ref stage);
        _stage = (Stage)stage;
        codec.Number(ref _textLeft);
        var (entries, length, before) = (Entries, Length, Before);
        codec.Number(ref entries);
        codec.Number(ref length);
        codec.Number(ref before);
        (Entries, Length, Before) = (entries, length, before);
        var group = GroupSize;
        codec.Number(ref group);
        GroupSize = group;
        _rules.Sync(codec);
    }

    /// <summary>Reads the header.</summary>
    /// <returns>False where more content is needed or it is wrong.</returns>
    protected abstract bool Header(ReadOnlySpan<byte> content, ref int at);

    /// <summary>Walks entries that are at hand in full, up to the end byte or one that is not.</summary>
    /// <param name="longText">Bytes of text of an entry that is passed in parts; at stands on its first byte.</param>
    /// <returns>What stopped it.</returns>
    protected abstract Walk Walked(ReadOnlySpan<byte> content, ref int at, out long longText);

    /// <summary>Reads what follows the text of an entry that came in parts.</summary>
    protected abstract bool Tail(ReadOnlySpan<byte> content, ref int at);

    /// <summary>Checks what can be checked when the end byte is reached.</summary>
    protected abstract void Finish();

    protected enum Walk
    {
        NeedsMore,
        LongText,
        End,
    }

    protected void Counted(long entries = 1) => Entries += entries;

    private bool Step(ReadOnlySpan<byte> content, ref int at)
    {
        switch (_stage)
        {
            case Stage.Header when Header(content, ref at):
                _stage = Stage.Entry;
                return true;
            case Stage.Entry:
                return Entry(content, ref at);
            case Stage.Text:
                return Text(content, ref at);
            case Stage.Tail when Tail(content, ref at):
                Counted();
                _stage = Stage.Entry;
                return true;
            default:
                return false;
        }
    }

    private bool Entry(ReadOnlySpan<byte> content, ref int at)
    {
        switch (Walked(content, ref at, out var longText))
        {
            case Walk.LongText:
                (_stage, _textLeft) = (Stage.Text, longText);
                _rules.BeginLongText();
                return true;
            case Walk.End:
                return Ended(ref at);
            default:
                return false;
        }
    }

    private bool Ended(ref int at)
    {
        if (Before + at != Length - 1)
        {
            Fail($"its end byte stands at {Before + at:N0} of {Length:N0} bytes");
            return false;
        }

        at++;
        Finish();
        _stage = Stage.Done;
        return false;
    }

    private bool Text(ReadOnlySpan<byte> content, ref int at)
    {
        var part = content[at..(int)Math.Min(content.Length, at + _textLeft)];
        var last = part.Length == _textLeft;
        var taken = _rules.LongText(part, last);
        at += taken;
        _textLeft -= taken;
        _stage = last ? Stage.Tail : Stage.Text;
        return last;
    }
}
