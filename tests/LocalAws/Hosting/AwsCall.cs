using Microsoft.AspNetCore.Http;

namespace CacheBackup.LocalAws.Hosting;

/// <summary>One request, with what its signing scope says about it.</summary>
/// <param name="Http">The exchange itself.</param>
/// <param name="Service">Signing name: <c>s3</c>, <c>elasticache</c>, <c>lambda</c>, <c>states</c>.</param>
/// <param name="Region">From the signing scope; <c>us-east-1</c> for an unsigned request.</param>
/// <param name="Caller">Who signed it.</param>
/// <param name="RequestId">Unique per request; services return it in their own header and in error bodies.</param>
public sealed record AwsCall(HttpContext Http, string Service, string Region, Caller Caller, string RequestId)
{
    /// <summary>Fires when the client goes away or the host stops.</summary>
    public CancellationToken Aborted => Http.RequestAborted;
}

/// <summary>One AWS service of the endpoint.</summary>
public interface IAwsService : IAsyncDisposable
{
    /// <summary>The signing name that routes a request here.</summary>
    string SigningName { get; }

    /// <summary>Answers one request completely, errors in the service's own wire format included.</summary>
    Task HandleAsync(AwsCall call);
}
