using CacheBackup.LocalAws.ElastiCache.Wire;
using CacheBackup.LocalAws.Hosting;
using Microsoft.AspNetCore.Http;

namespace CacheBackup.LocalAws.ElastiCache;

/// <summary>What an injected fault does to a call of this service.</summary>
internal static class FaultEffect
{
    /// <returns>Whether the connection is closed and nothing more is to be done.</returns>
    /// <exception cref="ServiceError">The fault is an error answer.</exception>
    public static async Task<bool> ApplyAsync(LocalAwsContext context, AwsCall call, string operation, string resource)
    {
        var fault = context.Faults.Take(call, operation, resource);
        switch (fault?.Kind)
        {
            case FaultKind.Error:
                throw new ServiceError(fault.Code, fault.Status, fault.Message);
            case FaultKind.EmbeddedError:
                throw new ServiceError(fault.Code, StatusCodes.Status200OK, fault.Message);
            case FaultKind.Stall:
                await Task.Delay(fault.Delay, context.Pace.Time, call.Aborted);
                return false;
            case FaultKind.Interfere:
                await (fault.Before?.Invoke() ?? Task.CompletedTask);
                return false;
            case FaultKind.DropConnection:
                call.Http.Abort();
                return true;
            default:
                return false;
        }
    }
}
