using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;
using CacheBackup.Rdb;

namespace CacheBackup.Core.Verification;

/// <summary>What one invocation does of a verification: it reads until the end, the first error, or its time is over.</summary>
internal sealed class VerificationRun(
    CheckpointStore checkpoints, ExportedFile file, ObjectFacts pin, VerificationOrder order, RdbVerifier verifier, InvocationLimits limits, TimeProvider clock)
{
    // So much work is lost when a process is killed.
    private static readonly TimeSpan SavingInterval = TimeSpan.FromSeconds(60);

    private readonly long _begunAt = verifier.Offset;
    private TimeSpan _nextSaving = SavingInterval;
    private Task _saving = Task.CompletedTask;

    /// <summary>Whether a checkpoint was written.</summary>
    public bool HasSaved { get; private set; }

    /// <summary>Reads on.</summary>
    /// <returns>The report; null where the time was over, and a checkpoint is written.</returns>
    /// <exception cref="TransientServiceException">S3 does not answer; what was verified before is kept in a checkpoint.</exception>
    public async Task<RdbReport?> ReadAsync(IRdbSource source, int partBytes, CancellationToken cancellationToken)
    {
        try
        {
            if (await ReadInTimeAsync(source, partBytes, cancellationToken) is { } report)
            {
                return report;
            }
        }
        catch (TransientServiceException) when (verifier.Offset > _begunAt && !cancellationToken.IsCancellationRequested)
        {
            await SaveLastAsync(cancellationToken);
            throw;
        }
        finally
        {
            await _saving;
        }

        if (verifier.Offset == _begunAt)
        {
            throw new TransientServiceException($"Not one part of {file} from byte {_begunAt:N0} on was read in {limits.Time.Elapsed.TotalSeconds:F0} s.");
        }

        await SaveLastAsync(cancellationToken);
        return null;
    }

    private async Task<RdbReport?> ReadInTimeAsync(IRdbSource source, int partBytes, CancellationToken cancellationToken)
    {
        using var over = new CancellationTokenSource(limits.Time.ForReading, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(over.Token, cancellationToken);
        try
        {
            return await new RdbReader(source, verifier, partBytes).VerifyUntilAsync(_ => IsToStop(over, cancellationToken), null, either.Token);
        }
        catch (OperationCanceledException error)
        {
            // With the function's own deadline over too, there is no time left to write a checkpoint.
            return cancellationToken.IsCancellationRequested
                ? throw new TransientServiceException($"The time of the function was over at byte {verifier.Offset:N0} of {file}.", error)
                : null;
        }
    }

    // Asked after every part, when the verifier stands between two.
    private bool IsToStop(CancellationTokenSource over, CancellationToken cancellationToken)
    {
        if (verifier.KeyBytes > limits.Memory.MostKeyBytes)
        {
            throw VerificationFailures.Memory(file, pin, verifier, limits.Memory);
        }

        var left = limits.Time.LeftFor(verifier.KeyBytes);
        if (left <= TimeSpan.Zero)
        {
            return true;
        }

        // For a part that does not come.
        over.CancelAfter(left);
        if (limits.Time.Elapsed >= _nextSaving && _saving.IsCompleted)
        {
            _saving = SaveMeanwhileAsync(verifier.Checkpoint(), cancellationToken);
        }

        return false;
    }

    // Beside the reading. The larger it is, the more seldom: saving takes a tenth of the time at most.
    private async Task SaveMeanwhileAsync(RdbCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        var before = limits.Time.Elapsed;
        try
        {
            await SaveAsync(checkpoint, cancellationToken);
        }
        catch (TransientServiceException)
        {
            // The next one may succeed, and the last one has to.
        }

        var took = limits.Time.Elapsed - before;
        _nextSaving = limits.Time.Elapsed + (took * 10 > SavingInterval ? took * 10 : SavingInterval);
    }

    private async Task SaveLastAsync(CancellationToken cancellationToken)
    {
        await _saving;
        await SaveAsync(verifier.Checkpoint(), cancellationToken);
    }

    private async Task SaveAsync(RdbCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        await checkpoints.SaveAsync(file, pin, order, checkpoint, cancellationToken);
        HasSaved = true;
    }
}
