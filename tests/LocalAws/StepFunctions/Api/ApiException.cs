using Microsoft.AspNetCore.Http;

namespace CacheBackup.LocalAws.StepFunctions.Api;

/// <summary>An error answer of the API.</summary>
/// <param name="code">Such as <c>ExecutionDoesNotExist</c>.</param>
/// <param name="message">As the service words it.</param>
/// <param name="status">HTTP status.</param>
internal sealed class ApiException(string code, string message, int status = StatusCodes.Status400BadRequest) : Exception(message)
{
    public string Code { get; } = code;

    public int Status { get; } = status;

    public static ApiException NotSupported(string what) =>
        new("NotImplemented", $"LocalAws does not support {what}.", StatusCodes.Status501NotImplemented);
}
