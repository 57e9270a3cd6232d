using System.Text.Json;
using CacheBackup.LocalAws.StepFunctions.Definitions;
using CacheBackup.LocalAws.StepFunctions.Integrations;

namespace CacheBackup.LocalAws.StepFunctions.Interpreting;

/// <summary>Makes one call of a Task, with its timeouts and its events.</summary>
internal static class TaskRunner
{
    public static async Task<JsonElement> RunAsync(Visit visit, TaskState task, CancellationToken cancellationToken)
    {
        var arguments = task.Arguments is null ? visit.Input : await visit.EvaluateAsync(task.Arguments, cancellationToken);
        var timeout = await SecondsAsync(visit, task.TimeoutSeconds, cancellationToken);
        var heartbeat = await SecondsAsync(visit, task.HeartbeatSeconds, cancellationToken);
        var events = TaskEvents.Of(visit, task);
        var request = new TaskRequest(task.Resource, arguments, visit.Run.Execution, events.Submitted);
        events.Scheduled(request, timeout, heartbeat);
        events.Started();
        try
        {
            var result = await CallAsync(visit, task, request, timeout, heartbeat, cancellationToken);
            events.Succeeded(result);
            return result;
        }
        catch (StatesException failure) when (failure.Error is StatesErrors.Timeout or StatesErrors.HeartbeatTimeout)
        {
            events.TimedOut(failure);
            throw;
        }
        catch (StatesException failure)
        {
            events.Failed(failure);
            throw;
        }
    }

    private static async Task<JsonElement> CallAsync(
        Visit visit, TaskState task, TaskRequest request, long? timeout, long? heartbeat, CancellationToken cancellationToken)
    {
        // A request/response call sends no heartbeat, so HeartbeatSeconds is simply the shorter timeout.
        var (error, seconds) = heartbeat is { } beat && beat < (timeout ?? long.MaxValue)
            ? (StatesErrors.HeartbeatTimeout, beat)
            : (StatesErrors.Timeout, timeout ?? long.MaxValue / TimeSpan.TicksPerSecond);
        using var timer = Timers.After(TimeSpan.FromSeconds(seconds), visit.Run.Services.Pace.Time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        try
        {
            var result = await task.Integration.RunAsync(request, linked.Token).WaitAsync(linked.Token);
            return Payload.Limit(result, task.Name);
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new StatesException(error, null);
        }
    }

    private static async Task<long?> SecondsAsync(Visit visit, Template? template, CancellationToken cancellationToken)
    {
        if (template is null)
        {
            return null;
        }

        var value = await visit.EvaluateAsync(template, "integer", IsSeconds, cancellationToken);
        return (long)value.GetDouble();
    }

    private static bool IsSeconds(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.GetDouble() is >= 1 and <= 99_999_999 && double.IsInteger(value.GetDouble());
}
