using Microsoft.Win32.SafeHandles;

namespace CacheBackup.LocalAws.S3.Storage;

/// <summary>A blob in a file of its own.</summary>
internal sealed class FileBlob(string path, long length) : Blob(length)
{
    public override IBlobReader Open() =>
        new Reader(File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));

    protected override void Discard() => File.Delete(path);

    private sealed class Reader(SafeFileHandle file) : IBlobReader
    {
        public ValueTask<int> ReadAsync(Memory<byte> buffer, long position, CancellationToken cancellationToken) =>
            RandomAccess.ReadAsync(file, buffer, position, cancellationToken);

        public void Dispose() => file.Dispose();
    }
}

/// <summary>Where new blobs are written: one directory, one file each.</summary>
internal sealed class BlobStore(DirectoryInfo directory)
{
    private long _count;

    /// <summary>Starts a blob. Nobody sees it before it is finished and published in a bucket's index.</summary>
    /// <param name="expectedLength">In bytes, where known: space is reserved for it.</param>
    public BlobWriter Create(long expectedLength)
    {
        var path = Path.Combine(directory.FullName, Interlocked.Increment(ref _count).ToString("x8"));
        return new BlobWriter(path, expectedLength);
    }
}

/// <summary>A blob being written; removed unless finished.</summary>
internal sealed class BlobWriter(string path, long expectedLength) : IDisposable
{
    private readonly SafeFileHandle _file = File.OpenHandle(
        path, FileMode.CreateNew, FileAccess.Write, FileShare.Read | FileShare.Delete, FileOptions.None, expectedLength);

    private bool _finished;

    /// <summary>Bytes written so far.</summary>
    public long Length { get; private set; }

    public async ValueTask WriteAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        await RandomAccess.WriteAsync(_file, data, Length, cancellationToken);
        Length += data.Length;
    }

    /// <summary>Ends writing.</summary>
    public Content Finish()
    {
        _finished = true;
        _file.Dispose();
        return Content.Of(new FileBlob(path, Length));
    }

    public void Dispose()
    {
        if (!_finished)
        {
            _file.Dispose();
            File.Delete(path);
        }
    }
}
