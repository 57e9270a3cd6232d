using Microsoft.Win32.SafeHandles;

namespace CacheBackup.Rdb;

/// <summary>A file on a disk, read by two at a time.</summary>
public sealed class FileRdbSource : IRdbSource, IDisposable
{
    private readonly SafeFileHandle _file;

    /// <exception cref="IOException">It cannot be opened.</exception>
    public FileRdbSource(string path) =>
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    public int MostReads => 2;

    /// <summary>Bytes of the file, when last asked.</summary>
    public long Length => RandomAccess.GetLength(_file);

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
