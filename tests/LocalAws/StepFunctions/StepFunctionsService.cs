using System.Text.Json;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.Lambda;
using CacheBackup.LocalAws.StepFunctions.Api;
using CacheBackup.LocalAws.StepFunctions.Integrations;
using CacheBackup.LocalAws.StepFunctions.Interpreting;
using CacheBackup.LocalAws.StepFunctions.Jsonata;
using Microsoft.AspNetCore.Http;

namespace CacheBackup.LocalAws.StepFunctions;

/// <summary>AWS Step Functions: standard workflows in Amazon States Language with JSONata.</summary>
public sealed class StepFunctionsService : IAwsService
{
    private const string TargetPrefix = "AWSStepFunctions.";

    private readonly LocalAwsContext _context;
    private readonly NodeEvaluator _evaluator = new();
    private readonly Operations _operations;

    /// <summary>A service without state machines yet.</summary>
    /// <param name="context">What the services share.</param>
    /// <param name="functions">What Tasks invoke.</param>
    public StepFunctionsService(LocalAwsContext context, IFunctionInvoker functions)
    {
        _context = context;
        Machines = new StateMachines(
            new InterpreterServices(_evaluator, context.Pace, Random.Shared),
            [
                new LambdaInvoke(functions, context.Pace.Time),
                new LambdaFunction(functions),
                new SnsPublish(Recorded),
                new EventsPutEvents(Recorded),
            ],
            context.Options.Region,
            context.Options.DefaultAccountId);
        _operations = new Operations(Machines);
    }

    /// <inheritdoc/>
    public string SigningName => "states";

    /// <summary>The state machines and their executions.</summary>
    public StateMachines Machines { get; }

    /// <summary>What state machines published and put on event buses.</summary>
    public Recorded Recorded { get; } = new();

    /// <inheritdoc/>
    public async Task HandleAsync(AwsCall call)
    {
        call.Http.Response.Headers["x-amzn-RequestId"] = call.RequestId;
        try
        {
            await AnswerAsync(call, StatusCodes.Status200OK, await RunAsync(call));
        }
        catch (ApiException refusal)
        {
            await AnswerAsync(call, refusal.Status, new { __type = refusal.Code, message = refusal.Message });
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await Machines.StopAllAsync();
        await _evaluator.DisposeAsync();
    }

    private static Task AnswerAsync(AwsCall call, int status, object body)
    {
        call.Http.Response.StatusCode = status;
        call.Http.Response.ContentType = "application/x-amz-json-1.0";
        return JsonSerializer.SerializeAsync(call.Http.Response.Body, body, Payload.Options, call.Aborted);
    }

    private async Task<object> RunAsync(AwsCall call)
    {
        var target = call.Http.Request.Headers["X-Amz-Target"].ToString();
        var operation = target.StartsWith(TargetPrefix, StringComparison.Ordinal) ? target[TargetPrefix.Length..] : target;
        var request = await ReadAsync(call);
        await ApplyFaultAsync(call, operation, request);
        return await _operations.RunAsync(operation, request);
    }

    private static async Task<ApiRequest> ReadAsync(AwsCall call)
    {
        try
        {
            var body = call.Http.Request.Body;
            return new ApiRequest(await JsonSerializer.DeserializeAsync<JsonElement>(body, cancellationToken: call.Aborted), call.Region);
        }
        catch (JsonException error)
        {
            throw new ApiException("SerializationException", error.Message);
        }
    }

    private async Task ApplyFaultAsync(AwsCall call, string operation, ApiRequest request)
    {
        var resource = request.OptionalText("stateMachineArn") ?? request.OptionalText("executionArn") ?? "";
        var fault = _context.Faults.Take(call, operation, resource);
        switch (fault?.Kind)
        {
            case FaultKind.Error or FaultKind.EmbeddedError:
                throw new ApiException(fault.Code, fault.Message, fault.Status);
            case FaultKind.Stall:
                await Task.Delay(fault.Delay, _context.Pace.Time, call.Aborted);
                break;
            case FaultKind.Interfere:
                await (fault.Before?.Invoke() ?? Task.CompletedTask);
                break;
            case FaultKind.DropConnection:
                call.Http.Abort();
                break;
        }
    }
}
