using CacheBackup.Rdb.Parsing;

namespace CacheBackup.Rdb.Containers;

/// <summary>
/// What the entries of a listpack or ziplist must be, beyond being entries. Implemented by structs, so that each kind of
/// container has a loop of its own without a call per entry.
/// </summary>
internal interface IEntryRules
{
    /// <summary>Whether there are any rules.</summary>
    static abstract bool AreThere { get; }

    string? Defect { get; }

    /// <summary>Whether the text of the next entry matters; if not, it is passed over.</summary>
    bool WantsText { get; }

    /// <param name="bytes">Bytes of the whole container.</param>
    void Begin(long bytes);

    void Integer(long value);

    void Text(ReadOnlySpan<byte> text);

    /// <summary>Begins an entry whose text comes by <see cref="LongText"/>.</summary>
    void BeginLongText();

    /// <returns>Bytes taken; all of them when last.</returns>
    int LongText(ReadOnlySpan<byte> text, bool last);

    void End();

    void Sync(StateCodec codec);
}

/// <summary>Takes any entry.</summary>
internal struct NoRules : IEntryRules
{
    public static bool AreThere => false;

    public readonly string? Defect => null;

    public readonly bool WantsText => false;

    public readonly void Begin(long bytes)
    {
    }

    public readonly void Integer(long value)
    {
    }

    public readonly void Text(ReadOnlySpan<byte> text)
    {
    }

    public readonly void BeginLongText()
    {
    }

    public readonly int LongText(ReadOnlySpan<byte> text, bool last) => text.Length;

    public readonly void End()
    {
    }

    public readonly void Sync(StateCodec codec)
    {
    }
}
