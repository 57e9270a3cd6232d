using System.Text;
using System.Text.Json;

namespace CacheBackup.LocalAws.Lambda;

/// <summary>One event on its way to a function.</summary>
internal sealed record Invocation(string RequestId, byte[] Payload, string FunctionArn, DateTimeOffset Deadline);

/// <summary>What a function made of it.</summary>
/// <param name="Payload">Its JSON answer, or the error document.</param>
/// <param name="IsError">Whether it is an error document.</param>
internal sealed record Answer(byte[] Payload, bool IsError)
{
    /// <summary>An error of Lambda's own about a function.</summary>
    public static Answer Error(string errorType, string requestId, string message) => new(
        JsonSerializer.SerializeToUtf8Bytes(new { errorType, errorMessage = $"RequestId: {requestId} Error: {message}" }), true);

    /// <summary>As Step Functions sees it.</summary>
    public InvocationResult ToResult() => IsError
        ? new InvocationResult(Payload, Member("errorType") ?? "Lambda.Unknown", Member("errorMessage"))
        : new InvocationResult(Payload, null, null);

    private string? Member(string name)
    {
        try
        {
            var document = JsonElement.Parse(Payload);
            return document.ValueKind == JsonValueKind.Object && document.TryGetProperty(name, out var value) ? value.GetString() : null;
        }
        catch (JsonException)
        {
            return name == "errorMessage" ? Encoding.UTF8.GetString(Payload) : null;
        }
    }
}
