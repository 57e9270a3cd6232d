using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;

namespace CacheBackup.Core.Copies;

/// <summary>Copies one file in parts, from whatever state S3 is in, as far as this invocation's time goes.</summary>
internal sealed class PartwiseCopy(CopyOrder order, ICopyCalls calls, CopyTuning tuning, CopyWatch watch, Random random)
{
    // A late answer can replace a part between listing and completing; that it happens again and again is something else.
    private const int MostCompletions = 3;

    /// <summary>Takes the file up: finds its upload or begins one, copies what is missing, and completes it.</summary>
    public async Task<CopyStep> CopyFileAsync(ObjectFacts source, CopyMethod method, CopyPlan plan, CancellationToken cancellationToken)
    {
        var uploadId = await FindOrCreateUploadAsync(source, method, cancellationToken);
        if (await ListAsync(uploadId, plan, 1, plan.Parts, cancellationToken) is not { } ledger)
        {
            return CopyStep.Unfinished(CopyTally.Nothing);
        }

        if (ledger.MissingBytes > tuning.BytesPerInvocation)
        {
            return CopyStep.Unfinished(CopyTally.Nothing, ledger.Slices(uploadId, tuning.BytesPerInvocation));
        }

        var (isFinished, tally) = await PumpAsync(uploadId, ledger, cancellationToken);
        return isFinished
            ? await CompleteAsync(uploadId, source, method, plan, tally, cancellationToken)
            : CopyStep.Unfinished(tally);
    }

    /// <summary>Copies what is missing of a slice. Whoever takes the file up next finds it done.</summary>
    public async Task<CopyStep> CopySliceAsync(CopySlice slice, CancellationToken cancellationToken)
    {
        var plan = new CopyPlan(order.Shard.Bytes, slice.PartBytes);
        var ledger = await ListAsync(slice.UploadId, plan, slice.FirstPart, slice.LastPart, cancellationToken);
        if (ledger is null)
        {
            return CopyStep.Unfinished(CopyTally.Nothing);
        }

        var (_, tally) = await PumpAsync(slice.UploadId, ledger, cancellationToken);
        return CopyStep.Unfinished(tally);
    }

    /// <summary>Aborts what invocations beside the one that finished the copy have begun, and left when they ended early.</summary>
    public async Task AbortUploadsAsync(CancellationToken cancellationToken)
    {
        foreach (var upload in await calls.ListUploadsAsync(cancellationToken))
        {
            await calls.AbortUploadAsync(upload.UploadId, cancellationToken);
        }
    }

    // Two invocations that begin at once come to the same upload: the oldest. Whoever begins one lists again before using it.
    private async Task<string> FindOrCreateUploadAsync(ObjectFacts source, CopyMethod method, CancellationToken cancellationToken)
    {
        var open = await calls.ListUploadsAsync(cancellationToken);
        if (open.Count == 0)
        {
            var created = await calls.CreateUploadAsync(source, method, cancellationToken);
            open = await calls.ListUploadsAsync(cancellationToken);
            if (open.Count == 0)
            {
                return created;
            }
        }

        var inOrder = open.OrderBy(upload => upload.InitiatedAt).ThenBy(upload => upload.UploadId, StringComparer.Ordinal).ToList();
        foreach (var other in inOrder.Skip(1))
        {
            await calls.AbortUploadAsync(other.UploadId, cancellationToken);
        }

        return inOrder[0].UploadId;
    }

    private async Task<PartLedger?> ListAsync(string uploadId, CopyPlan plan, int first, int last, CancellationToken cancellationToken) =>
        await calls.ListPartsAsync(uploadId, first, last, cancellationToken) is { } listed ? PartLedger.Of(plan, first, last, listed) : null;

    private async Task<(bool IsFinished, CopyTally Tally)> PumpAsync(
        string uploadId, PartLedger ledger, CancellationToken cancellationToken)
    {
        var pump = new PartPump(
            (part, token) => calls.CopyPartAsync(uploadId, part, token), tuning.Streams, watch.Clock, random);
        var end = await pump.RunAsync(ledger.Missing, watch.LeftForParts, tally => watch.Report(ledger, tally), cancellationToken);
        var tally = pump.Tally;
        return end == PumpEnd.OutOfTime && tally.Parts == 0
            ? throw new TransientServiceException(
                $"Not one part of {order.Key} was copied to {order.Target.Bucket} in {tally.Seconds:F0} s; "
                + $"{tally.Retried} requests were repeated, {tally.Throttled} throttled.")
            : (end == PumpEnd.Finished, tally);
    }

    private async Task<CopyStep> CompleteAsync(
        string uploadId, ObjectFacts source, CopyMethod method, CopyPlan plan, CopyTally tally, CancellationToken cancellationToken)
    {
        for (var attempt = 1; attempt <= MostCompletions; attempt++)
        {
            // Listed afresh each time: of two answers for a part, S3 keeps the last.
            var ledger = await ListAsync(uploadId, plan, 1, plan.Parts, cancellationToken);
            if (ledger is null or { Missing.Count: > 0 })
            {
                return CopyStep.Unfinished(tally);
            }

            var completion = await calls.CompleteUploadAsync(uploadId, source, method, ledger.There, cancellationToken);
            if (completion.Outcome != CompletionOutcome.PartsChanged)
            {
                return await SettleAsync(uploadId, source, method, completion, tally, cancellationToken);
            }
        }

        throw new TransientServiceException($"Parts of {order.Key} changed while the upload was completed, {MostCompletions} times.");
    }

    private async Task<CopyStep> SettleAsync(
        string uploadId, ObjectFacts source, CopyMethod method, Completion completion, CopyTally tally, CancellationToken cancellationToken)
    {
        if (completion.Outcome is not (CompletionOutcome.Completed or CompletionOutcome.UploadGone))
        {
            await calls.AbortUploadAsync(uploadId, cancellationToken);
        }

        if (completion.Outcome == CompletionOutcome.NotTheSource)
        {
            throw CopyFailures.Refused(order, completion.Detail);
        }

        if (await calls.HeadCopyAsync(cancellationToken) is not { } copy)
        {
            return completion.Written is null ? CopyStep.Unfinished(tally) : throw CopyFailures.Gone(order.Target, order.Key);
        }

        var areCutAlike = completion.Written is not null && method.IsMirrored;
        var accepted = await CopyAcceptance.AcceptAsync(
            order, calls, source, copy, completion.Written, cancellationToken, areCutAlike);
        return CopyStep.Done(accepted, tally);
    }
}
