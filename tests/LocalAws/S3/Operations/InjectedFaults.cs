using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>Carries out the fault planned for a request, if any.</summary>
internal static class InjectedFaults
{
    /// <returns>Whether the request has been answered, or dropped.</returns>
    public static async Task<bool> ApplyAsync(FaultPlan faults, S3Request request, S3Operation operation)
    {
        var resource = request.Address.Key is null ? request.Address.Bucket ?? "" : $"{request.Address.Bucket}/{request.Address.Key}";
        var fault = faults.Take(request.Call, operation.Name, resource);
        switch (fault?.Kind)
        {
            case null:
                return false;
            case FaultKind.Error:
                throw new S3Exception(fault.Status, fault.Code, fault.Message);
            case FaultKind.EmbeddedError:
                await request.ReplyEmbeddedAsync(new S3Exception(200, fault.Code, fault.Message));
                return true;
            case FaultKind.Stall:
                await Task.Delay(fault.Delay, request.Aborted);
                return false;
            case FaultKind.DropConnection:
                request.Http.Abort();
                return true;
            case FaultKind.Interfere:
                await (fault.Before?.Invoke() ?? Task.CompletedTask);
                return false;
            default:
                throw new InvalidOperationException($"Unknown fault {fault.Kind}.");
        }
    }
}
