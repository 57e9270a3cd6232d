using System.Text.Json;
using CacheBackup.LocalAws.StepFunctions.Definitions;
using CacheBackup.LocalAws.StepFunctions.Integrations;

namespace CacheBackup.LocalAws.StepFunctions.Interpreting;

/// <summary>The events of one call: a service integration's (<c>Task…</c>), or a function's (<c>LambdaFunction…</c>).</summary>
internal abstract class TaskEvents(Visit visit)
{
    protected Visit Visit { get; } = visit;

    public static TaskEvents Of(Visit visit, TaskState task) => task.Integration.ResourceType is { } type
        ? new ServiceEvents(visit, type, task.Integration.Action)
        : new FunctionEvents(visit);

    public abstract void Scheduled(TaskRequest request, long? timeoutSeconds, long? heartbeatSeconds);

    public abstract void Started();

    public abstract void Submitted(JsonElement output);

    public abstract void Succeeded(JsonElement output);

    public abstract void Failed(StatesException failure);

    public abstract void TimedOut(StatesException failure);

    private sealed class ServiceEvents(Visit visit, string resourceType, string resource) : TaskEvents(visit)
    {
        public override void Scheduled(TaskRequest request, long? timeoutSeconds, long? heartbeatSeconds) =>
            Visit.Append("TaskScheduled", "taskScheduledEventDetails", new
            {
                resourceType,
                resource,
                region = request.Caller.Machine.Region,
                parameters = Payload.Text(request.Arguments),
                timeoutInSeconds = timeoutSeconds,
                heartbeatInSeconds = heartbeatSeconds,
            });

        public override void Started() => Visit.Append("TaskStarted", "taskStartedEventDetails", new { resourceType, resource });

        public override void Submitted(JsonElement output) =>
            Visit.Append("TaskSubmitted", "taskSubmittedEventDetails", Answer(output));

        public override void Succeeded(JsonElement output) =>
            Visit.Append("TaskSucceeded", "taskSucceededEventDetails", Answer(output));

        public override void Failed(StatesException failure) =>
            Visit.Append("TaskFailed", "taskFailedEventDetails", Failure(failure));

        public override void TimedOut(StatesException failure) =>
            Visit.Append("TaskTimedOut", "taskTimedOutEventDetails", Failure(failure));

        private object Answer(JsonElement output) =>
            new { resourceType, resource, output = Payload.Text(output), outputDetails = Details.Whole };

        private object Failure(StatesException failure) => new { resourceType, resource, error = failure.Error, cause = failure.Cause };
    }

    private sealed class FunctionEvents(Visit visit) : TaskEvents(visit)
    {
        public override void Scheduled(TaskRequest request, long? timeoutSeconds, long? heartbeatSeconds) =>
            Visit.Append("LambdaFunctionScheduled", "lambdaFunctionScheduledEventDetails", new
            {
                resource = request.Resource,
                input = Payload.Text(request.Arguments),
                inputDetails = Details.Whole,
                timeoutInSeconds = timeoutSeconds,
            });

        public override void Started() => Visit.Append("LambdaFunctionStarted");

        public override void Submitted(JsonElement output) => throw new NotSupportedException("A function named by its ARN is no job.");

        public override void Succeeded(JsonElement output) => Visit.Append(
            "LambdaFunctionSucceeded",
            "lambdaFunctionSucceededEventDetails",
            new { output = Payload.Text(output), outputDetails = Details.Whole });

        public override void Failed(StatesException failure) =>
            Visit.Append("LambdaFunctionFailed", "lambdaFunctionFailedEventDetails", Details.Failed(failure));

        public override void TimedOut(StatesException failure) =>
            Visit.Append("LambdaFunctionTimedOut", "lambdaFunctionTimedOutEventDetails", Details.Failed(failure));
    }
}
