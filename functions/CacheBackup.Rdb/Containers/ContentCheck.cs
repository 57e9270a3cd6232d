using CacheBackup.Rdb.Parsing;

namespace CacheBackup.Rdb.Containers;

/// <summary>
/// Checks the content of one string of the file. Content comes in parts of any size; what a check did not take comes
/// again with more behind it. It never asks for more than <see cref="Lookahead"/> bytes together.
/// </summary>
internal abstract class ContentCheck
{
    /// <summary>Bytes a check may need at hand to go on.</summary>
    public const int Lookahead = ContentHash.BlockBytes + 32;

    /// <summary>Why the content is wrong; null while it is not.</summary>
    public string? Defect { get; protected set; }

    /// <summary>Whether the content holds no element at all.</summary>
    public virtual bool IsEmpty => false;

    /// <summary>Begins another string.</summary>
    /// <param name="length">Bytes of its content.</param>
    public abstract void Begin(long length);

    /// <summary>Takes content.</summary>
    /// <param name="content">From where the last call stopped.</param>
    /// <returns>Bytes taken.</returns>
    public abstract int Push(ReadOnlySpan<byte> content);

    /// <summary>Looks whether all that belongs there has come.</summary>
    public abstract void End();

    public abstract void Sync(StateCodec codec);

    protected int Fail(string defect)
    {
        Defect ??= defect;
        return 0;
    }
}
