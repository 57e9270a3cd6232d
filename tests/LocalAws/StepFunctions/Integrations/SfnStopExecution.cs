using System.Text.Json;
using CacheBackup.LocalAws.StepFunctions.Api;
using CacheBackup.LocalAws.StepFunctions.Interpreting;

namespace CacheBackup.LocalAws.StepFunctions.Integrations;

/// <summary><c>aws-sdk:sfn:stopExecution</c>: ends an execution, through the API. One that has ended stays as it is.</summary>
internal sealed class SfnStopExecution(StateMachines machines) : ITaskIntegration
{
    private readonly Operations _operations = new(machines);

    /// <inheritdoc/>
    public string? ResourceType => "aws-sdk:sfn";

    /// <inheritdoc/>
    public string Action => "stopExecution";

    /// <inheritdoc/>
    public TaskParameters? Parameters { get; } = new(["ExecutionArn"], ["Error", "Cause"]);

    /// <inheritdoc/>
    public bool Handles(string resource) => StatesResource.Is(resource, $"{ResourceType}:{Action}");

    /// <inheritdoc/>
    public async Task<JsonElement> RunAsync(TaskRequest request, CancellationToken cancellationToken)
    {
        var call = Payload.Of(new
        {
            executionArn = request.Arguments.Text("ExecutionArn"),
            error = request.Arguments.OptionalText("Error"),
            cause = request.Arguments.OptionalText("Cause"),
        });
        try
        {
            var stopped = await _operations.StopAsync(new ApiRequest(call, request.Caller.Machine.Region));
            return Payload.Of(new { StopDate = stopped.Stopped!.Value.ToString("O", System.Globalization.CultureInfo.InvariantCulture) });
        }
        catch (ApiException refusal)
        {
            throw new StatesException($"Sfn.{refusal.Code}Exception", refusal.Message);
        }
    }
}
