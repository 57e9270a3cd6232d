using CacheBackup.Rdb.Parsing;

namespace CacheBackup.Rdb.Containers;

/// <summary>Decodes a compressed string of any length through a window: what a check has not taken, and 8 KiB behind it.</summary>
internal sealed class LzfWindow
{
    private const int ChunkBytes = 64 * 1024;

    private readonly byte[] _window = new byte[Lzf.Reach + ContentCheck.Lookahead + ChunkBytes + Lzf.LongestOutput];
    private int _end;
    private int _taken;

    /// <summary>Bytes decoded so far.</summary>
    public long Produced { get; private set; }

    /// <summary>Decoded bytes that were not taken yet.</summary>
    public ReadOnlySpan<byte> Ready => _window.AsSpan(_taken.._end);

    public void Begin() => (_end, _taken, Produced) = (0, 0, 0);

    public void Take(int bytes) => _taken += bytes;

    /// <summary>Decodes as far as input and window reach.</summary>
    /// <returns>False where the input is no LZF.</returns>
    public bool Decode(ReadOnlySpan<byte> input, out int used)
    {
        var keep = Math.Min(_taken, Math.Max(0, _end - Lzf.Reach));
        _window.AsSpan(keep.._end).CopyTo(_window);
        (_end, _taken) = (_end - keep, _taken - keep);
        var before = _end;
        var valid = Lzf.Decode(input, _window, ref _end, out used);
        Produced += _end - before;
        return valid;
    }

    public void Sync(StateCodec codec)
    {
        var keep = Math.Min(_taken, Math.Max(0, _end - Lzf.Reach));
        var window = _window[keep.._end];
        var taken = _taken - keep;
        var produced = Produced;
        codec.Bytes(ref window);
        codec.Number(ref taken);
        codec.Number(ref produced);

        // Writing moves what is kept to the front, as reading does.
        window.CopyTo(_window, 0);
        (_end, _taken, Produced) = (window.Length, taken, produced);
    }
}
