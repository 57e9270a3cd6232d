using System.Collections.Concurrent;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Network;

/// <summary>A copy that S3 makes by itself: CopyObject, or UploadPartCopy.</summary>
/// <param name="Source">Region.</param>
/// <param name="Destination">Region.</param>
/// <param name="Bucket">That is written to.</param>
/// <param name="Key">That is written.</param>
/// <param name="Part">0 for a whole object.</param>
/// <param name="Bytes">How much is copied.</param>
internal sealed record ServerSideCopy(string Source, string Destination, string Bucket, string Key, int Part, long Bytes);

/// <summary>The links between Regions, in scaled time.</summary>
/// <param name="model">Null where copies take no time.</param>
internal sealed class CopyNetwork(NetworkModel? model, Pace pace) : IDisposable
{
    private readonly ConcurrentDictionary<(string Source, string Destination), CopyLink> _links = new();
    private readonly SeededDraws _draws = new(model?.Seed ?? 0);

    /// <summary>Lets a copy take its time.</summary>
    /// <exception cref="S3Exception">503 SlowDown.</exception>
    /// <exception cref="OperationCanceledException">The client went away: the copy has ended.</exception>
    public Task CarryAsync(ServerSideCopy copy, CancellationToken cancellationToken)
    {
        if (model?.Between(copy.Source, copy.Destination) is not { } link)
        {
            return Task.CompletedTask;
        }

        var attempt = _draws.Next($"{copy.Bucket}/{copy.Key}", copy.Part);
        return _links.GetOrAdd((copy.Source, copy.Destination), _ => new CopyLink(link, pace)).CarryAsync(copy, attempt, cancellationToken);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var link in _links.Values)
        {
            link.Dispose();
        }
    }
}

/// <summary>A <see cref="FluidLink"/> that a clock moves.</summary>
internal sealed class CopyLink : IDisposable
{
    private readonly Lock _gate = new();
    private readonly LinkModel _model;
    private readonly Pace _pace;
    private readonly FluidLink _fluid;
    private readonly Dictionary<FluidCopy, TaskCompletionSource> _waiting = [];
    private readonly Dictionary<string, RequestLimit> _limits = [];
    private readonly long _began;
    private readonly ITimer _timer;

    public CopyLink(LinkModel model, Pace pace)
    {
        (_model, _pace, _fluid) = (model, pace, new FluidLink(model));
        _began = pace.Time.GetTimestamp();
        _timer = pace.Time.CreateTimer(_ => Move(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    private double Now => _pace.Time.GetElapsedTime(_began).TotalSeconds * _pace.Scale;

    public async Task CarryAsync(ServerSideCopy copy, Attempt attempt, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (attempt.IsAmong("refused", _model.RefusedShare) || !IsWithinLimit(copy.Bucket))
        {
            throw S3Errors.SlowDown();
        }

        var (begun, ended) = Begin(copy.Bytes, attempt.IsAmong("slow", _model.SlowShare));
        await using var cancellation = cancellationToken.Register(() => Cancel(begun, cancellationToken));
        await ended;
    }

    public void Dispose() => _timer.Dispose();

    private bool IsWithinLimit(string bucket)
    {
        if (_model.RequestsPerSecond is not { } limit)
        {
            return true;
        }

        lock (_gate)
        {
            if (!_limits.TryGetValue(bucket, out var requests))
            {
                _limits[bucket] = requests = new RequestLimit(limit);
            }

            return requests.TryTake(Now);
        }
    }

    private (FluidCopy Begun, Task Ended) Begin(long bytes, bool isSlow)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            Advance();
            var begun = _fluid.Begin(bytes, isSlow);
            _waiting.Add(begun, ended);
            SetTimer();
            return (begun, ended.Task);
        }
    }

    private void Cancel(FluidCopy copy, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            Advance();
            if (_waiting.Remove(copy, out var ended))
            {
                _fluid.Cancel(copy);
                ended.SetCanceled(cancellationToken);
            }

            SetTimer();
        }
    }

    private void Move()
    {
        lock (_gate)
        {
            Advance();
            SetTimer();
        }
    }

    private void Advance()
    {
        foreach (var copy in _fluid.Advance(Now))
        {
            _waiting.Remove(copy, out var ended);
            ended!.SetResult();
        }
    }

    // Timers know whole milliseconds, and one that fires early would only be set again.
    private void SetTimer()
    {
        var due = _fluid.NextEvent is { } next
            ? TimeSpan.FromMilliseconds(Math.Max(1, Math.Ceiling((next - Now) / _pace.Scale * 1000)))
            : Timeout.InfiniteTimeSpan;
        _timer.Change(due, Timeout.InfiniteTimeSpan);
    }
}
