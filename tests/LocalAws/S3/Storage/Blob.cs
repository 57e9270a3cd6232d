using CacheBackup.LocalAws.S3.Checksums;

namespace CacheBackup.LocalAws.S3.Storage;

/// <summary>
/// Immutable bytes shared by every object version and part made of them, so that a copy costs nothing. Counted: what
/// it occupies is given back when the last <see cref="Content"/> that uses it is disposed.
/// </summary>
internal abstract class Blob(long length)
{
    private int _users;

    /// <summary>In bytes.</summary>
    public long Length { get; } = length;

    /// <summary>One more user.</summary>
    public void AddUser() => Interlocked.Increment(ref _users);

    /// <summary>One user less.</summary>
    public void RemoveUser()
    {
        if (Interlocked.Decrement(ref _users) == 0)
        {
            Discard();
        }
    }

    /// <summary>Opens it for reading at any position.</summary>
    public abstract IBlobReader Open();

    /// <summary>The CRC of some of the bytes, where it is known without reading them all; else null.</summary>
    public virtual ulong? ChecksumOf(Crc crc, long offset, long length) => null;

    /// <summary>Gives back what it occupies.</summary>
    protected abstract void Discard();
}

/// <summary>Reads a blob at any position.</summary>
internal interface IBlobReader : IDisposable
{
    /// <summary>Reads at most the buffer's length, at least one byte unless at the end.</summary>
    ValueTask<int> ReadAsync(Memory<byte> buffer, long position, CancellationToken cancellationToken);
}
