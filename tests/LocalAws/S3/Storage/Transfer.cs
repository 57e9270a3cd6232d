using System.Buffers;
using CacheBackup.LocalAws.S3.Checksums;

namespace CacheBackup.LocalAws.S3.Storage;

/// <summary>Reads the next bytes into a buffer; 0 at the end.</summary>
internal delegate ValueTask<int> ReadNext(Memory<byte> buffer, CancellationToken cancellationToken);

/// <summary>Moves bytes from a source into a blob and through digests, in two buffers however long the source is.</summary>
internal static class Transfer
{
    private const int BufferBytes = 256 * 1024;

    /// <summary>Below this a thread switch costs more than the digest.</summary>
    private const int WorthAThread = 64 * 1024;

    /// <summary>Reads a source to its end. While one buffer is digested and written, the next is filled.</summary>
    /// <param name="write">Where the bytes go; null to digest only.</param>
    public static async Task RunAsync(
        ReadNext read, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask>? write, IReadOnlyList<IDigest> digests,
        CancellationToken cancellationToken)
    {
        var current = ArrayPool<byte>.Shared.Rent(BufferBytes);
        var next = ArrayPool<byte>.Shared.Rent(BufferBytes);
        var digesting = Task.CompletedTask;
        try
        {
            var filled = await FillAsync(read, current.AsMemory(0, BufferBytes), cancellationToken);
            while (filled > 0)
            {
                var data = current.AsMemory(0, filled);
                digesting = DigestAsync(digests, data);
                if (write is not null)
                {
                    await write(data, cancellationToken);
                }

                filled = await FillAsync(read, next.AsMemory(0, BufferBytes), cancellationToken);
                await digesting;
                (current, next) = (next, current);
            }
        }
        finally
        {
            await digesting;
            ArrayPool<byte>.Shared.Return(current);
            ArrayPool<byte>.Shared.Return(next);
        }
    }

    private static Task DigestAsync(IReadOnlyList<IDigest> digests, ReadOnlyMemory<byte> data)
    {
        if (data.Length >= WorthAThread)
        {
            return Task.WhenAll(digests.Select(digest => Task.Run(() => digest.Append(data.Span))));
        }

        foreach (var digest in digests)
        {
            digest.Append(data.Span);
        }

        return Task.CompletedTask;
    }

    private static async ValueTask<int> FillAsync(ReadNext read, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var filled = 0;
        while (filled < buffer.Length)
        {
            var count = await read(buffer[filled..], cancellationToken);
            if (count == 0)
            {
                break;
            }

            filled += count;
        }

        return filled;
    }
}
