using CacheBackup.LocalAws.S3.Checksums;
using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>A body that arrived and is on disk, though nobody sees it yet.</summary>
internal sealed record StoredBody(Content Content, ReceivedBody Received) : IDisposable
{
    public void Dispose() => Content.Dispose();
}

/// <summary>Brings request bodies to disk.</summary>
internal static class BodyStorage
{
    /// <exception cref="S3Exception">No length, too long, cut short, or a digest that does not match.</exception>
    public static async Task<StoredBody> ReceiveAsync(
        BlobStore blobs, RequestBody body, ChecksumAlgorithm algorithm, CancellationToken cancellationToken)
    {
        var length = body.Length ?? throw new S3Exception(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");
        if (length > PartNumbers.MaxBytes)
        {
            throw S3Errors.EntityTooLarge(length, PartNumbers.MaxBytes);
        }

        using var writer = blobs.Create(length);
        var received = await body.ReceiveAsync(algorithm, writer.WriteAsync, cancellationToken);
        return new StoredBody(writer.Finish(), received);
    }
}
