namespace CacheBackup.Rdb;

/// <summary>A pipe or any other stream, read forward from where it stands.</summary>
/// <param name="stream">Not disposed.</param>
public sealed class StreamRdbSource(Stream stream) : IRdbSource
{
    public int MostReads => 1;

    public ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken) =>
        stream.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, cancellationToken);
}
