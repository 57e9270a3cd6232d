using System.Globalization;
using System.Text;
using System.Text.Json;
using CacheBackup.LocalAws.Lambda;
using CacheBackup.LocalAws.StepFunctions.Interpreting;

namespace CacheBackup.LocalAws.StepFunctions.Integrations;

/// <summary><c>lambda:invoke</c>: the function's answer in <c>Payload</c>, its errors as the Task's.</summary>
public sealed class LambdaInvoke(IFunctionInvoker functions, TimeProvider time) : ITaskIntegration
{
    /// <inheritdoc/>
    public string? ResourceType => "lambda";

    /// <inheritdoc/>
    public string Action => "invoke";

    /// <inheritdoc/>
    public TaskParameters? Parameters { get; } = new(["FunctionName"], ["Payload"]);

    /// <inheritdoc/>
    public bool Handles(string resource) => StatesResource.Is(resource, "lambda:invoke");

    /// <inheritdoc/>
    public async Task<JsonElement> RunAsync(TaskRequest request, CancellationToken cancellationToken)
    {
        var function = request.Arguments.Text("FunctionName");
        var payload = request.Arguments.TryGetProperty("Payload", out var given) ? given : Payload.Empty;
        var answer = await FunctionCall.RunAsync(functions, function, payload, cancellationToken);
        return Payload.Of(Describe(answer, Payload.Size(answer)));
    }

    private object Describe(JsonElement answer, int length)
    {
        var requestId = Guid.NewGuid().ToString();
        var headers = new Dictionary<string, string>
        {
            ["Connection"] = "keep-alive",
            ["Content-Length"] = length.ToString(CultureInfo.InvariantCulture),
            ["Content-Type"] = "application/json",
            ["Date"] = time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture),
            ["X-Amz-Executed-Version"] = "$LATEST",
            ["x-amzn-RequestId"] = requestId,
        };
        return new
        {
            ExecutedVersion = "$LATEST",
            Payload = answer,
            SdkHttpMetadata = new
            {
                AllHttpHeaders = headers.ToDictionary(header => header.Key, header => new[] { header.Value }),
                HttpHeaders = headers,
                HttpStatusCode = 200,
            },
            SdkResponseMetadata = new { RequestId = requestId },
            StatusCode = 200,
        };
    }
}

/// <summary>A function named by its ARN as the Task's resource: the function's answer is the result.</summary>
public sealed class LambdaFunction(IFunctionInvoker functions) : ITaskIntegration
{
    /// <inheritdoc/>
    public string? ResourceType => null;

    /// <inheritdoc/>
    public string Action => "invoke";

    /// <inheritdoc/>
    public TaskParameters? Parameters => null;

    /// <inheritdoc/>
    public bool Handles(string resource) => resource.Split(':') is ["arn", _, "lambda", _, _, "function", _, ..];

    /// <inheritdoc/>
    public Task<JsonElement> RunAsync(TaskRequest request, CancellationToken cancellationToken) =>
        FunctionCall.RunAsync(functions, request.Resource, request.Arguments, cancellationToken);
}

/// <summary>What both ways to call a function share.</summary>
internal static class FunctionCall
{
    public static async Task<JsonElement> RunAsync(
        IFunctionInvoker functions, string function, JsonElement payload, CancellationToken cancellationToken)
    {
        var result = await functions.InvokeAsync(function, Encoding.UTF8.GetBytes(Payload.Text(payload)), cancellationToken);
        if (result.ErrorType is { } error)
        {
            // The cause of a function's own error is its error document; a service error has no document, only a message.
            throw new StatesException(error, result.Payload.Length > 0 ? Encoding.UTF8.GetString(result.Payload) : result.ErrorMessage);
        }

        return result.Payload.Length == 0 ? JsonElement.Parse("null") : JsonElement.Parse(result.Payload);
    }
}
