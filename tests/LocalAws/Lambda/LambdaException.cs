namespace CacheBackup.LocalAws.Lambda;

/// <summary>An error of the service, not of a function.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">Such as <c>ResourceNotFoundException</c>.</param>
/// <param name="message">As the service words it.</param>
internal sealed class LambdaException(int status, string code, string message) : Exception(message)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>The error name Step Functions gives it.</summary>
    public string StatesName => Status switch
    {
        429 => "Lambda.TooManyRequestsException",
        >= 500 => "Lambda.ServiceException",
        _ => $"Lambda.{Code}",
    };
}
