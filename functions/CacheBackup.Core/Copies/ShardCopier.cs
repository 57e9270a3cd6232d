using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;

namespace CacheBackup.Core.Copies;

/// <summary>
/// Copies one verified file to a destination: of exactly the version that was verified, never over another object, and compared after.
/// Small files by one call, others in parts. S3 is the checkpoint: whoever takes a file up finds what is there and goes on.
/// </summary>
/// <param name="callsOf">The calls for one file.</param>
/// <param name="tuning">How to work.</param>
/// <param name="clock">Measures.</param>
/// <param name="random">Spreads repetitions.</param>
public sealed class ShardCopier(Func<CopyOrder, ICopyCalls> callsOf, CopyTuning tuning, TimeProvider clock, Random random)
{
    /// <summary>Brings a copy as far as the time allows. Call again until it is finished, with each slice of the answer before.</summary>
    /// <param name="order">What and where to.</param>
    /// <param name="slice">The parts to copy; null for the whole file, which also completes it.</param>
    /// <param name="time">After it nothing is in flight any more.</param>
    /// <param name="progress">Told every ten seconds while parts are copied.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="FileTooLargeToCopyException">It is larger than any object of S3.</exception>
    /// <exception cref="ExportedFileChangedException">The source is no longer what was verified.</exception>
    /// <exception cref="DestinationObjectTakenException">Another object has the key.</exception>
    /// <exception cref="DestinationNotWritableException">The destination refuses this run's role.</exception>
    /// <exception cref="CopyNotIdenticalException">S3 wrote something else; it has been removed, or S3 refused to write it.</exception>
    /// <exception cref="CopyUnprovenException">It cannot be proven as well as the order demands.</exception>
    /// <exception cref="CopyInterruptedException">Something keeps aborting its upload.</exception>
    public async Task<CopyStep> CopyAsync(
        CopyOrder order, CopySlice? slice, TimeSpan time, IProgress<CopyProgress>? progress, CancellationToken cancellationToken)
    {
        if (order.Shard.Bytes > CopyPlan.MostBytes)
        {
            throw CopyFailures.TooLarge(order);
        }

        if (order.Round > CopyOrder.MostRounds)
        {
            throw CopyFailures.Interrupted(order);
        }

        var calls = callsOf(order);
        var inParts = new PartwiseCopy(order, calls, tuning, new CopyWatch(clock, time, progress), random);
        try
        {
            return slice is null
                ? await CopyFileAsync(order, calls, inParts, cancellationToken)
                : await inParts.CopySliceAsync(slice, cancellationToken);
        }
        catch (OperationCanceledException error)
        {
            throw new TransientServiceException($"Copying {order.Key} ran into the deadline of this function.", error);
        }
    }

    private async Task<CopyStep> CopyFileAsync(
        CopyOrder order, ICopyCalls calls, PartwiseCopy inParts, CancellationToken cancellationToken)
    {
        var source = await calls.HeadSourceAsync(cancellationToken);
        if (source is null || !order.Shard.IsStill(source))
        {
            throw CopyFailures.SourceChanged(order.Source, order.Key);
        }

        // An earlier run may have finished it. The conditions on what follows are for what appears after this look.
        if (await calls.HeadCopyAsync(cancellationToken) is { } copy)
        {
            var accepted = await CopyAcceptance.AcceptAsync(order, calls, source, copy, written: null, cancellationToken);
            await inParts.AbortUploadsAsync(cancellationToken);
            return CopyStep.Done(accepted, CopyTally.Nothing);
        }

        var parts = CopyMethod.DependsOnParts(source) ? await calls.ReadSourcePartsAsync(source, cancellationToken) : null;
        var method = CopyMethod.Of(source, parts, tuning, order.Destination.KmsKeyId);
        CopyAcceptance.Demand(order, method.Identity, method.Reason);
        return method.Plan is null
            ? await CopyWholeAsync(order, calls, source, cancellationToken)
            : await inParts.CopyFileAsync(source, method, method.Plan, cancellationToken);
    }

    private async Task<CopyStep> CopyWholeAsync(
        CopyOrder order, ICopyCalls calls, ObjectFacts source, CancellationToken cancellationToken)
    {
        var startedAt = clock.GetTimestamp();
        var written = await calls.CopyWholeAsync(source, cancellationToken);
        var seconds = clock.GetElapsedTime(startedAt).TotalSeconds;
        var copy = await calls.HeadCopyAsync(cancellationToken);
        if (copy is null)
        {
            throw written is null
                ? CopyFailures.SourceChanged(order.Source, order.Key)
                : CopyFailures.Gone(order.Target, order.Key);
        }

        var accepted = await CopyAcceptance.AcceptAsync(order, calls, source, copy, written, cancellationToken);
        var tally = written is null ? CopyTally.Nothing : CopyTally.Nothing with
        {
            Parts = 1,
            Bytes = source.Bytes,
            Seconds = seconds,
            RequestSeconds = seconds,
        };
        return CopyStep.Done(accepted, tally);
    }
}
