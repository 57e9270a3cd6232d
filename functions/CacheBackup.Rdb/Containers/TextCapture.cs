using CacheBackup.Rdb.Parsing;

namespace CacheBackup.Rdb.Containers;

/// <summary>Keeps the beginning of a text that comes in parts, and its mark.</summary>
internal sealed class TextCapture : ContentCheck
{
    /// <summary>Bytes kept.</summary>
    public const int PrefixBytes = 256;

    private readonly byte[] _prefix = new byte[PrefixBytes];
    private int _kept;
    private long _left;
    private ContentHash _hash;

    public ReadOnlySpan<byte> Prefix => _prefix.AsSpan(0, _kept);

    /// <summary>Bytes of the whole text.</summary>
    public long Length { get; private set; }

    public ContentMark Mark => _hash.Mark;

    public ulong Seed { get; set; }

    public override void Begin(long length)
    {
        (Defect, _kept, _left, Length) = (null, 0, length, length);
        _hash = ContentHash.Begin(Seed);
    }

    public override int Push(ReadOnlySpan<byte> content)
    {
        var fresh = content[(int)Math.Min(content.Length, Math.Max(0, _kept - (Length - _left)))..];
        var kept = fresh[..Math.Min(fresh.Length, PrefixBytes - _kept)];
        kept.CopyTo(_prefix.AsSpan(_kept));
        _kept += kept.Length;
        var taken = content.Length <= _left ? _hash.Push(content, content.Length == _left) : Fail("it is longer than it says");
        _left -= taken;
        return taken;
    }

    public override void End()
    {
        if (_left > 0)
        {
            Fail("it is shorter than it says");
        }
    }

    public override void Sync(StateCodec codec)
    {
        codec.Number(ref _kept);
        codec.Number(ref _left);
        var length = Length;
        codec.Number(ref length);
        Length = length;
        codec.Raw(_prefix.AsSpan(0, _kept));
        _hash.Sync(codec);
    }
}
