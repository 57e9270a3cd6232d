using System.Globalization;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Copies;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Requests;
using CacheBackup.Core.Verification;
using CacheBackup.Rdb;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Copies.Soak;

/// <summary>
/// One copy as the state machine makes it (rounds, slices beside each other, transient errors and killed processes repeated), while all
/// of its plan goes wrong, and what has to hold afterwards.
/// </summary>
internal sealed class SoakRun
{
    // As in the machine's retrier.
    private const int MostAttempts = 6;

    private static readonly FastTimeProvider Clock = new(50);

    private readonly LocalAwsFixture _aws;
    private readonly SoakFiles _files;
    private readonly SoakPlan _plan;
    private readonly CopyOrder _order;
    private readonly SoakLedger _ledger = new();
    private readonly List<string> _wrong = [];
    private string? _strangerETag;
    private Task _secondRun = Task.CompletedTask;
    private bool _isOver;
    private int _invocations;

    private SoakRun(LocalAwsFixture aws, SoakFiles files, SoakPlan plan, CopyOrder order) =>
        (_aws, _files, _plan, _order) = (aws, files, plan, order);

    private IAmazonS3 TargetS3 => _aws.Aws.S3(_order.Target.Region);

    /// <summary>Runs a plan.</summary>
    /// <returns>How it ended, and what did not hold.</returns>
    public static async Task<SoakOutcome> RunAsync(LocalAwsFixture aws, SoakFiles files, SoakPlan plan)
    {
        var source = await aws.NewBucketAsync(versioned: plan.IsVersioned);
        var target = await aws.NewBucketAsync(LocalAwsFixture.OtherRegion, plan.IsVersioned);
        var file = await files.ExportAsync(plan, source);
        var shard = new VerifiedShard("shard-0001.rdb", file.Bytes, file.ETag, file.VersionId, "REDIS0011", 1, RdbVerdict.Valid);
        var order = new CopyOrder(source, "p/cache/backup", shard, new CopyDestination(target.Region, target.Bucket));
        return await new SoakRun(aws, files, plan, order).RunAsync();
    }

    private async Task<SoakOutcome> RunAsync()
    {
        foreach (var fault in _plan.Faults)
        {
            // Only HEAD is asked of both buckets.
            var isAtSource = fault is { Operation: "HeadObject", Times: > 2 };
            _aws.Plan(fault with { ResourceContains = isAtSource ? _order.Source.Bucket : _order.Target.Bucket });
        }

        if (_plan.Interference != Interference.None)
        {
            _aws.Plan(_plan.InterferesAt with { ResourceContains = _order.Target.Bucket, Before = InterfereAsync });
        }

        string end;
        try
        {
            var copy = await CopyAsync();
            await EndAsync();
            end = "copied";
            await CheckCopyAsync(copy);
        }
        catch (CacheBackupException error)
        {
            await EndAsync();
            end = error.GetType().Name;
            await CheckFailureAsync(error);
        }
        catch (ProcessKilledException)
        {
            await EndAsync();
            end = "killed to the last";
            await RollBackAsync();
        }

        Demand(_plan.Interference == Interference.SecondRun || _ledger.CopiedTwice.IsEmpty, $"copied again: {string.Join(", ", _ledger.CopiedTwice)}");
        return new SoakOutcome(_plan, end, _wrong);
    }

    // What has not gone wrong by then does not any more.
    private async Task EndAsync()
    {
        _isOver = true;
        await _secondRun;
    }

    private async Task<CopiedShard> CopyAsync()
    {
        for (var round = 1; ; round++)
        {
            var step = await StepAsync(_order with { Round = round }, null);
            if (step.Copy is { } copy)
            {
                return copy;
            }

            await Task.WhenAll(step.Slices.Select(slice => StepAsync(_order, slice)));
        }
    }

    private async Task<CopyStep> StepAsync(CopyOrder order, CopySlice? slice)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await InvokeAsync(order, slice);
            }
            catch (Exception error) when (attempt < MostAttempts && error is TransientServiceException or ProcessKilledException)
            {
                // As after a wait of the retrier.
            }
        }
    }

    private async Task<CopyStep> InvokeAsync(CopyOrder order, CopySlice? slice)
    {
        var number = Interlocked.Increment(ref _invocations) - 1;
        var copier = new ShardCopier(
            of => new SoakCalls(new S3CopyCalls(_aws.Aws, new BucketObjects(_aws.Aws), of), _plan, number, _ledger),
            _plan.Tuning,
            Clock,
            new Random(_plan.Seed + number));
        using var deadline = new CancellationTokenSource(_plan.Time, Clock);
        return await copier.CopyAsync(order, slice, _plan.Time, null, deadline.Token);
    }

    private Task InterfereAsync() => _plan.Interference switch
    {
        _ when _isOver => Task.CompletedTask,
        Interference.SourceReplaced => Task.Run(() => _files.Replace(_order.Source, _plan.Bytes)),
        Interference.SourceRemoved => _aws.Aws.S3(_order.Source.Region).DeleteObjectAsync(_order.Source.Bucket, SoakFiles.Key),
        Interference.ObjectAppears => AppearAsync(),
        Interference.UploadAborted => ForEachUploadAsync(upload => TargetS3.AbortMultipartUploadAsync(_order.Target.Bucket, SoakFiles.Key, upload)),
        Interference.PartReplaced => ForEachUploadAsync(ReplacePartAsync),
        Interference.SecondRun => StartSecondRun(),
        _ => Task.CompletedTask,
    };

    private async Task AppearAsync()
    {
        _files.Replace(_order.Target, 1234);
        _strangerETag = (await TargetS3.GetObjectMetadataAsync(_order.Target.Bucket, SoakFiles.Key)).ETag;
    }

    private async Task ForEachUploadAsync(Func<string, Task> act)
    {
        foreach (var upload in await UploadsAsync())
        {
            try
            {
                await act(upload);
            }
            catch (AmazonS3Exception)
            {
                // Completed meanwhile, or the run's own faults have hit this call.
            }
        }
    }

    private async Task ReplacePartAsync(string upload)
    {
        var listed = await TargetS3.ListPartsAsync(_order.Target.Bucket, SoakFiles.Key, upload);
        if (listed.Parts is not [var part, ..] || part.Size < 2)
        {
            return;
        }

        await TargetS3.CopyPartAsync(new CopyPartRequest
        {
            SourceBucket = _order.Source.Bucket,
            SourceKey = SoakFiles.Key,
            FirstByte = 1,
            LastByte = part.Size!.Value,
            DestinationBucket = _order.Target.Bucket,
            DestinationKey = SoakFiles.Key,
            UploadId = upload,
            PartNumber = part.PartNumber!.Value,
        });
        _ledger.HasFlipped = true;
    }

    // Goes on beside the first one; what becomes of it is its own affair.
    private Task StartSecondRun()
    {
        _secondRun = Task.Run(async () =>
        {
            try
            {
                await InvokeAsync(_order, null);
            }
            catch (Exception error) when (error is CacheBackupException or ProcessKilledException)
            {
            }
        });
        return Task.CompletedTask;
    }

    private async Task CheckCopyAsync(CopiedShard copy)
    {
        Demand(await PatientlyAsync(() => _files.DifferenceAsync(_plan, _order.Target)) is var difference && difference is null, $"copied, but {difference}");
        Demand(copy.Identity <= _order.MinimumIdentity, $"accepted at {copy.Identity}");
        Demand(_strangerETag is null, "a stranger's object was there, and the copy is said to be");
        await CheckSecondRunAsync(copy);
        Demand((await UploadsAsync()).Count == 0, "an upload is left behind");
    }

    private async Task CheckSecondRunAsync(CopiedShard copy)
    {
        if (_plan.Interference is Interference.SourceReplaced or Interference.SourceRemoved)
        {
            return;
        }

        var (writes, versions) = (_ledger.Writes, await VersionsAsync());
        var again = await StepAsync(_order, null);
        Demand(again.Copy == copy && again.Tally == CopyTally.Nothing, $"a second run made {again}");
        Demand(_ledger.Writes == writes, $"a second run made {_ledger.Writes - writes} calls that write");
        Demand(await VersionsAsync() == versions && versions == 1, $"{versions} versions, and {await VersionsAsync()} after a second run");
    }

    private async Task CheckFailureAsync(CacheBackupException error)
    {
        Demand(error is TransientServiceException || IsExplained(error), $"nothing explains {error.GetType().Name}: {error.Message}");
        if (_strangerETag is not null)
        {
            var there = await PatientlyAsync(() => TargetS3.GetObjectMetadataAsync(_order.Target.Bucket, SoakFiles.Key));
            Demand(there.ETag == _strangerETag, "a stranger's object was overwritten");
        }

        await RollBackAsync();
    }

    private bool IsExplained(CacheBackupException error) => error switch
    {
        ExportedFileChangedException => _plan.Interference is Interference.SourceReplaced or Interference.SourceRemoved,
        // A process that ended right after it had completed an upload with a damaged part cannot remove it.
        DestinationObjectTakenException => _ledger.HasFlipped || _plan.Interference == Interference.ObjectAppears,
        CopyNotIdenticalException => _ledger.HasFlipped || _plan.Interference == Interference.ObjectAppears,
        _ => false,
    };

    private async Task RollBackAsync()
    {
        var remover = new ObjectRemover(_aws.Aws);
        await PatientlyAsync(() => remover.RemoveAsync(_order.Target, $"{_order.Folder}/", CancellationToken.None));
        Demand((await UploadsAsync()).Count == 0, "an upload is left after the roll back");
        Demand(await VersionsAsync() == 0, "an object is left after the roll back");
    }

    private Task<IReadOnlyList<string>> UploadsAsync() => PatientlyAsync<IReadOnlyList<string>>(async () =>
    {
        var page = await TargetS3.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = _order.Target.Bucket });
        return [.. (page.MultipartUploads ?? []).Select(upload => upload.UploadId)];
    });

    private Task<int> VersionsAsync() => PatientlyAsync(async () => (await _aws.VersionsAsync(_order.Target)).Count);

    // Faults that have hit nothing so far hit what is asked after the run, too.
    private static async Task<T> PatientlyAsync<T>(Func<Task<T>> ask)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await ask();
            }
            catch (Exception error) when (attempt < 50 && error is TransientServiceException or AmazonS3Exception or HttpRequestException)
            {
            }
        }
    }

    private void Demand(bool holds, string otherwise)
    {
        if (!holds)
        {
            _wrong.Add(otherwise);
        }
    }
}

/// <summary>How a run ended.</summary>
/// <param name="Plan">What was to go wrong.</param>
/// <param name="End">In one word.</param>
/// <param name="Wrong">What did not hold.</param>
internal sealed record SoakOutcome(SoakPlan Plan, string End, IReadOnlyList<string> Wrong)
{
    /// <summary>What is needed to repeat it.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"seed {Plan.Seed} ({Plan.Bytes} bytes, {Plan.Interference}) {End}: {string.Join("; ", Wrong)}");
}
