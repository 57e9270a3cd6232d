using System.Text.Json;
using CacheBackup.LocalAws.StepFunctions.Api;
using CacheBackup.LocalAws.StepFunctions.Interpreting;

namespace CacheBackup.LocalAws.StepFunctions.Integrations;

/// <summary>
/// <c>states:startExecution.sync:2</c>: runs another machine and waits for its end. Started through the API, so that what
/// the API refuses is refused here with the same words.
/// </summary>
internal sealed class StatesStartExecution(StateMachines machines) : ITaskIntegration
{
    private readonly Operations _operations = new(machines);

    /// <inheritdoc/>
    public string? ResourceType => "states";

    /// <inheritdoc/>
    public string Action => "startExecution.sync:2";

    /// <inheritdoc/>
    public TaskParameters? Parameters { get; } = new(["StateMachineArn"], ["Input", "Name"]);

    /// <inheritdoc/>
    public bool Handles(string resource) => StatesResource.Is(resource, $"{ResourceType}:{Action}");

    /// <inheritdoc/>
    public async Task<JsonElement> RunAsync(TaskRequest request, CancellationToken cancellationToken)
    {
        var nested = Start(request);
        try
        {
            request.Submitted(NestedDescription.Started(nested));
            await nested.Completion.WaitAsync(cancellationToken);
        }
        catch
        {
            // Whatever ends the Task early ends what it runs, even where it only joined it: AWS does not tell them apart.
            await machines.StopAsync(nested, cause: $"The Task state in AWS Step Functions execution [{request.Caller.Arn}] "
                + "which was managing this resource was aborted");
            throw;
        }

        return nested.Status == ExecutionStatus.Succeeded
            ? NestedDescription.Succeeded(nested)
            : throw new StatesException(StatesErrors.TaskFailed, Payload.Text(NestedDescription.Failed(nested)));
    }

    private Execution Start(TaskRequest request)
    {
        var call = Payload.Of(new
        {
            stateMachineArn = request.Arguments.Text("StateMachineArn"),
            input = Payload.Text(Input(request.Arguments)),
            name = request.Arguments.OptionalText("Name"),
        });
        try
        {
            return _operations.Start(new ApiRequest(call, request.Caller.Machine.Region));
        }
        catch (ApiException refusal)
        {
            throw new StatesException(
                $"StepFunctions.{refusal.Code}Exception",
                $"{refusal.Message} (Service: AWSStepFunctions; Status Code: {refusal.Status}; Error Code: {refusal.Code}; "
                + $"Request ID: {Guid.NewGuid()}; Proxy: null)");
        }
    }

    // AWS says nowhere whether text is an input or the JSON of one, so nothing here may depend on it.
    private static JsonElement Input(JsonElement arguments)
    {
        var given = arguments.TryGetProperty("Input", out var input) ? input : Payload.Empty;
        return given.ValueKind switch
        {
            JsonValueKind.Null => Payload.Empty,
            JsonValueKind.String => throw new StatesException(StatesErrors.Runtime, "LocalAws does not support text as 'Input'."),
            _ => given,
        };
    }
}
