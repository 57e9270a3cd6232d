using System.Collections.Concurrent;
using CacheBackup.Core.Copies;
using CacheBackup.Core.Objects;

namespace CacheBackup.UnitTests.Copies.Soak;

/// <summary>The process is gone: nothing of it runs any more. No error of the tool, so that nobody can handle it.</summary>
internal sealed class ProcessKilledException() : Exception("The process of this invocation has been killed.");

/// <summary>What all invocations of a run have asked of S3.</summary>
internal sealed class SoakLedger
{
    private readonly ConcurrentDictionary<(string Upload, int Part), int> _finished = new();
    private int _copies;
    private int _writes;

    /// <summary>Parts that an invocation asked for after S3 had told an earlier one that it has them.</summary>
    public ConcurrentBag<string> CopiedTwice { get; } = [];

    /// <summary>Calls that write an object or a part of one.</summary>
    public int Writes => _writes;

    /// <summary>Whether a part with other bytes may have been made.</summary>
    public bool HasFlipped { get; set; }

    public void Wrote() => Interlocked.Increment(ref _writes);

    /// <summary>A part is asked for. An invocation may ask twice itself, for what is late, and not have read the first answer yet.</summary>
    /// <returns>How many parts have been asked for, this one included.</returns>
    public int Asked(int invocation, string upload, int part)
    {
        Wrote();
        if (_finished.TryGetValue((upload, part), out var earlier) && earlier != invocation)
        {
            CopiedTwice.Add($"part {part} of upload {upload} by invocation {invocation} after {earlier}");
        }

        return Interlocked.Increment(ref _copies);
    }

    public void Finished(int invocation, string upload, int part) => _finished[(upload, part)] = invocation;
}

/// <summary>The calls of one invocation to the local S3, counted; the process may end at any of them.</summary>
internal sealed class SoakCalls(ICopyCalls calls, SoakPlan plan, int invocation, SoakLedger ledger) : ICopyCalls
{
    private readonly Kill? _kill = plan.Kills.FirstOrDefault(kill => kill.Invocation == invocation);
    private int _count;
    private volatile bool _isDead;

    public Task<ObjectFacts?> HeadSourceAsync(CancellationToken cancellationToken) =>
        LiveAsync(() => calls.HeadSourceAsync(cancellationToken));

    public Task<ObjectFacts?> HeadCopyAsync(CancellationToken cancellationToken) => LiveAsync(() => calls.HeadCopyAsync(cancellationToken));

    public Task<SourceParts?> ReadSourcePartsAsync(ObjectFacts source, CancellationToken cancellationToken) =>
        LiveAsync(() => calls.ReadSourcePartsAsync(source, cancellationToken));

    public Task<WrittenCopy?> CopyWholeAsync(ObjectFacts source, CancellationToken cancellationToken)
    {
        ledger.Wrote();
        return LiveAsync(() => calls.CopyWholeAsync(source, cancellationToken));
    }

    public Task<IReadOnlyList<OpenUpload>> ListUploadsAsync(CancellationToken cancellationToken) =>
        LiveAsync(() => calls.ListUploadsAsync(cancellationToken));

    public Task<string> CreateUploadAsync(ObjectFacts source, CopyMethod method, CancellationToken cancellationToken)
    {
        ledger.Wrote();
        return LiveAsync(() => calls.CreateUploadAsync(source, method, cancellationToken));
    }

    public Task<IReadOnlyList<CopiedPart>?> ListPartsAsync(string uploadId, int first, int last, CancellationToken cancellationToken) =>
        LiveAsync(() => calls.ListPartsAsync(uploadId, first, last, cancellationToken));

    public Task<bool> CopyPartAsync(string uploadId, PartRange part, CancellationToken cancellationToken)
    {
        var isFlipped = ledger.Asked(invocation, uploadId, part.Number) == plan.FlippedCopy;
        // Also where the answer is not waited for: S3 may have copied it.
        ledger.HasFlipped |= isFlipped;
        return LiveAsync(async () =>
        {
            var isThere = await calls.CopyPartAsync(uploadId, isFlipped ? Flipped(part) : part, cancellationToken);
            if (isThere)
            {
                ledger.Finished(invocation, uploadId, part.Number);
            }

            return isThere;
        });
    }

    public Task<Completion> CompleteUploadAsync(
        string uploadId, ObjectFacts source, CopyMethod method, IReadOnlyList<CopiedPart> parts, CancellationToken cancellationToken)
    {
        ledger.Wrote();
        return LiveAsync(() => calls.CompleteUploadAsync(uploadId, source, method, parts, cancellationToken));
    }

    public Task AbortUploadAsync(string uploadId, CancellationToken cancellationToken) => LiveAsync(async () =>
    {
        await calls.AbortUploadAsync(uploadId, cancellationToken);
        return true;
    });

    public Task RemoveCopyAsync(WrittenCopy copy, CancellationToken cancellationToken) => LiveAsync(async () =>
    {
        await calls.RemoveCopyAsync(copy, cancellationToken);
        return true;
    });

    // As many bytes from another place: what a part looks like whose bytes were damaged on their way.
    private PartRange Flipped(PartRange part)
    {
        var shift = part.Last + 1 < plan.Bytes ? 1 : -1;
        return part with { First = part.First + shift, Last = part.Last + shift };
    }

    private async Task<T> LiveAsync<T>(Func<Task<T>> call)
    {
        var isLast = Interlocked.Increment(ref _count) == _kill?.Call;
        if (_isDead || (isLast && !_kill!.IsAnswered))
        {
            _isDead = true;
            throw new ProcessKilledException();
        }

        var answer = await call();
        _isDead |= isLast;
        return _isDead ? throw new ProcessKilledException() : answer;
    }
}
