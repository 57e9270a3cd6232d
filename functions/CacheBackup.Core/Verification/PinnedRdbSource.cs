using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;
using CacheBackup.Rdb;

namespace CacheBackup.Core.Verification;

/// <summary>
/// One version of an exported file, read by several ranged requests at a time. A request that fails, stalls or brings too
/// little is repeated a few times before it ends the invocation.
/// </summary>
internal sealed class PinnedRdbSource(BucketObjects objects, ExportedFile file, ObjectFacts pin, int reads, TimeProvider clock) : IRdbSource
{
    public const int MostAttempts = 4;

    // The largest part at 280 KB/s, a three-hundredth of what a stream from S3 brings.
    private static readonly TimeSpan LongestRead = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(200);

    public int MostReads => reads;

    /// <exception cref="ExportedFileChangedException">It was replaced or removed.</exception>
    /// <exception cref="TransientServiceException">It failed in every attempt.</exception>
    public async ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var part = buffer[..(int)Math.Clamp(pin.Bytes - offset, 0, buffer.Length)];
        for (var attempt = 1; !part.IsEmpty; attempt++)
        {
            if (await TryReadAsync(offset, part, isLast: attempt == MostAttempts, cancellationToken))
            {
                break;
            }

            await Task.Delay(WaitAfter(attempt), clock, cancellationToken);
        }

        return part.Length;
    }

    private async Task<bool> TryReadAsync(long offset, Memory<byte> part, bool isLast, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(LongestRead, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            return await objects.ReadAsync(file.Bucket, pin, offset, part, either.Token) ? true : throw VerificationFailures.Changed(file);
        }
        catch (TransientServiceException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (isLast)
            {
                throw;
            }

            return false;
        }
    }

    // Doubled each time, and up to half of it less, so that parts that failed together do not come again together.
    private static TimeSpan WaitAfter(int attempt) => FirstWait * Math.Pow(2, attempt - 1) * (1 - (Random.Shared.NextDouble() / 2));
}
