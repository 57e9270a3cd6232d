using Microsoft.AspNetCore.Http;

namespace CacheBackup.LocalAws.ElastiCache.Wire;

/// <summary>An error the service answers.</summary>
/// <param name="code">As the API model names it on the wire: <c>CacheClusterNotFound</c>, not <c>CacheClusterNotFoundFault</c>.</param>
/// <param name="status">HTTP status.</param>
/// <param name="message">As AWS words it where that is known.</param>
internal sealed class ServiceError(string code, int status, string message) : Exception(message)
{
    public string Code { get; } = code;

    public int Status { get; } = status;

    public static ServiceError BadRequest(string code, string message) => new(code, StatusCodes.Status400BadRequest, message);

    public static ServiceError NotFound(string code, string message) => new(code, StatusCodes.Status404NotFound, message);

    public static ServiceError InvalidValue(string message) => BadRequest("InvalidParameterValue", message);

    public static ServiceError InvalidCombination(string message) => BadRequest("InvalidParameterCombination", message);

    /// <summary>AWS can do it, this emulator cannot. 501 is a status no SDK retries.</summary>
    public static ServiceError NotImplemented(string what) =>
        new("NotImplemented", StatusCodes.Status501NotImplemented, $"The local ElastiCache does not implement {what}.");
}
