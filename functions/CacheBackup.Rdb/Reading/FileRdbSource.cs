using Microsoft.Win32.SafeHandles;

namespace CacheBackup.Rdb;

/// <summary>A file on a disk, read by two at a time.</summary>
public sealed class FileRdbSource : IRdbSource, IDisposable
{
    private readonly SafeFileHandle _file;

    /// <param name="file">A handle that can seek; disposed with the source.</param>
    public FileRdbSource(SafeFileHandle file)
    {
        ArgumentNullException.ThrowIfNull(file);
        _file = file;
    }

    public int MostReads => 2;

    public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        // The reader is on a thread of its own: from the page cache there is nothing to wait for.
        var total = 0;
        while (total < buffer.Length)
        {
            var count = RandomAccess.Read(_file, buffer.Span[total..], offset + total);
            if (count == 0)
            {
                break;
            }

            total += count;
        }

        return ValueTask.FromResult(total);
    }

    public void Dispose() => _file.Dispose();
}
