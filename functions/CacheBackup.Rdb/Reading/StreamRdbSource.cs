namespace CacheBackup.Rdb;

/// <summary>A pipe or any other stream, read forward from where it stands.</summary>
/// <param name="stream">Not disposed.</param>
public sealed class StreamRdbSource(Stream stream) : IRdbSource
{
    public int MostReads => 1;

    // The reader is on a thread of its own; reading a pipe asynchronously is the same on yet another thread, 64 KiB at a time.
    public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken) =>
        ValueTask.FromResult(stream.ReadAtLeast(buffer.Span, buffer.Length, throwOnEndOfStream: false));
}
