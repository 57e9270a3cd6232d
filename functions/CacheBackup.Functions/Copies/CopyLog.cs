using Amazon.Lambda.Core;
using CacheBackup.Core.Copies;

namespace CacheBackup.Functions.Copies;

/// <summary>Writes how far a copy is to the function's log.</summary>
internal sealed class CopyLog(ILambdaLogger logger, CopyOrder order) : IProgress<CopyProgress>
{
    private const double MB = 1_000_000;

    /// <inheritdoc/>
    public void Report(CopyProgress value)
    {
        var tally = value.Tally;
        logger.LogInformation(
            "{Key} to {Bucket}: {Parts} of {PartsInAll} parts, {Bytes} of {BytesInAll} bytes, {MegabytesPerSecond} MB/s, "
                + "{MegabytesPerSecondAndStream} MB/s a stream, {InFlight} in flight, {SecondsLeft} s left",
            order.Key, order.Target.Bucket, value.Parts, value.PartsInAll, value.Bytes, value.BytesInAll, Rounded(tally.BytesPerSecond / MB),
            Rounded(tally.BytesPerSecondAndStream / MB), tally.InFlight, Rounded(value.SecondsLeft ?? 0));
    }

    /// <summary>The end of the invocation.</summary>
    public void Report(CopyStep step)
    {
        var tally = step.Tally;
        logger.LogInformation(
            "{Key} to {Bucket} ({Region}): {Outcome}; {Parts} parts, {Bytes} bytes in {Seconds} s, {MegabytesPerSecond} MB/s, "
                + "{Retried} retried, {Reissued} re-issued, {Throttled} throttled",
            order.Key, order.Target.Bucket, order.Target.Region, OutcomeOf(step), tally.Parts, tally.Bytes, Rounded(tally.Seconds),
            Rounded(tally.BytesPerSecond / MB), tally.Retried, tally.Reissued, tally.Throttled);
    }

    private static string OutcomeOf(CopyStep step) => step.Copy is { } copy
        ? $"copied, {copy.Identity}"
        : step.Slices.Count > 0 ? $"{step.Slices.Count} slices to copy" : "to be taken up again";

    private static double Rounded(double value) => Math.Round(value, 1);
}
