using System.Buffers.Text;
using CacheBackup.Rdb.Parsing;

namespace CacheBackup.Rdb.Containers;

/// <summary>
/// The entries of a set, hash or sorted set: groups of one, two or three, the first of each the member, which may stand
/// there once.
/// </summary>
/// <param name="members">Where members are looked up; null where duplicates are not looked for.</param>
internal struct MemberRules(MemberSet? members) : IEntryRules
{
    // A guess for the size of the table; it grows.
    private const int BytesPerEntry = 16;

    private int _groupSize;
    private bool _endsInScore;
    private int _place;
    private ContentHash _long;

    public static bool AreThere => true;

    public string? Defect { get; private set; }

    /// <summary>Whether a score was no number. Engines load it all the same, as what they can read of it.</summary>
    public bool HasOddScore { get; private set; }

    public readonly bool WantsText => (_place == 0 && members is not null) || (_endsInScore && _place == _groupSize - 1);

    /// <summary>Says what the next entries are.</summary>
    /// <param name="groupSize">1 for a set, 2 for a hash or sorted set, 3 for a hash whose fields expire.</param>
    /// <param name="endsInScore">Whether each group ends in a number.</param>
    public void Shape(int groupSize, bool endsInScore) => (_groupSize, _endsInScore) = (groupSize, endsInScore);

    public void Begin(long bytes)
    {
        (Defect, HasOddScore, _place) = (null, false, 0);
        members?.Clear(bytes / BytesPerEntry / _groupSize);
    }

    public void Integer(long value)
    {
        if (_place == 0 && members is not null)
        {
            Span<byte> text = stackalloc byte[20];
            Utf8Formatter.TryFormat(value, text, out var written);
            Member(ContentHash.Of(text[..written], seed: 0));
        }

        Advance();
    }

    public void Text(ReadOnlySpan<byte> text)
    {
        if (_place == 0)
        {
            if (members is not null)
            {
                Member(ContentHash.Of(text, seed: 0));
            }
        }
        else if (_place == _groupSize - 1)
        {
            Last(text);
        }

        Advance();
    }

    public void BeginLongText()
    {
        _long = ContentHash.Begin(seed: 0);
        if (_place > 0 && _place == _groupSize - 1)
        {
            Last("no number is this long"u8);
        }
    }

    public int LongText(ReadOnlySpan<byte> text, bool last)
    {
        var taken = _place == 0 && members is not null ? _long.Push(text, last) : text.Length;
        if (last)
        {
            if (_place == 0 && members is not null)
            {
                Member(_long.Mark);
            }

            Advance();
        }

        return taken;
    }

    public readonly void End()
    {
    }

    public void Sync(StateCodec codec)
    {
        codec.Number(ref _groupSize);
        codec.Flag(ref _endsInScore);
        codec.Number(ref _place);
        var odd = HasOddScore;
        codec.Flag(ref odd);
        HasOddScore = odd;
        _long.Sync(codec);
    }

    private void Member(ContentMark mark)
    {
        if (!members!.Add(mark))
        {
            Defect ??= "a member stands there twice";
        }
    }

    private void Last(ReadOnlySpan<byte> text)
    {
        if (_endsInScore)
        {
            HasOddScore |= !ScoreText.IsNumber(text);
        }
        else if (_groupSize == 3)
        {
            Defect ??= "a field's time to live is no integer";
        }
    }

    private void Advance() => _place = _place + 1 == _groupSize ? 0 : _place + 1;
}
