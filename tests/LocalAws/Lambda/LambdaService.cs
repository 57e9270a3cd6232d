using CacheBackup.LocalAws.Hosting;
using Microsoft.AspNetCore.Http;

namespace CacheBackup.LocalAws.Lambda;

/// <summary>The emulated service.</summary>
public sealed class LambdaService(LocalAwsContext context) : IAwsService
{
    /// <inheritdoc/>
    public string SigningName => "lambda";

    /// <inheritdoc/>
    public async Task HandleAsync(AwsCall call)
    {
        call.Http.Response.StatusCode = StatusCodes.Status501NotImplemented;
        await call.Http.Response.WriteAsync($"NotImplemented at {context.Endpoint}", call.Aborted);
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
