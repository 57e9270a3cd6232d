using System.Collections.Frozen;
using System.Net;
using System.Net.Sockets;
using System.Xml;
using Amazon.Runtime;
using Amazon.Runtime.Internal;

namespace CacheBackup.Core.Aws;

/// <summary>What an error of the AWS SDK means, read from its error code first and its HTTP status second.</summary>
public static class AwsErrors
{
    private static readonly FrozenSet<string> ThrottlingCodes = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled", "RequestThrottledException",
        "TooManyRequestsException", "RequestLimitExceeded", "BandwidthLimitExceeded", "PriorRequestNotComplete", "SlowDown");

    // Codes whose status alone would tell otherwise: S3 and the Query services answer many of these with 400, 403 or 409.
    private static readonly FrozenSet<string> TransientCodes = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "RequestTimeout", "RequestTimeoutException", "InternalError", "InternalFailure", "InternalServerError", "ServiceUnavailable",
        // S3: another write of the same key or bucket is under way.
        "OperationAborted", "ConditionalRequestConflict",
        // Signed too long ago, as after a frozen sandbox thawed: the next invocation signs afresh.
        "RequestTimeTooSkewed", "RequestExpired", "ExpiredToken", "ExpiredTokenException");

    private static readonly FrozenSet<string> DeniedCodes = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "AllAccessDisabled");

    /// <summary>Whether repeating the call later can succeed: throttling, 5xx, time-outs, broken connections.</summary>
    public static bool IsTransient(Exception error) => error switch
    {
        // An answer that is not XML to its end was cut off, or came from a proxy in between. The SDK lets XmlException through
        // where the body is empty, as after a CopyObject whose 200 was sent before the connection broke.
        AmazonUnmarshallingException or XmlException => true,
        AmazonServiceException service => IsTransientAnswer(service),
        OperationCanceledException or TimeoutException or HttpRequestException or IOException or SocketException => true,
        _ => false,
    };

    /// <summary>Whether the service asked for fewer requests. A bare 503 says no more than that.</summary>
    public static bool IsThrottling(Exception error) => error is AmazonServiceException service
        && (ThrottlingCodes.Contains(service.ErrorCode ?? "")
            || service.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable);

    /// <summary>Whether the service refused the caller. A HEAD request has no error code, only its status 403.</summary>
    public static bool IsDenied(AmazonServiceException error) =>
        error.StatusCode == HttpStatusCode.Forbidden || DeniedCodes.Contains(error.ErrorCode ?? "");

    /// <summary>Error code, status and message in one line, without a full stop.</summary>
    public static string Describe(Exception error) => error switch
    {
        AmazonServiceException { StatusCode: not 0 } service =>
            $"{service.ErrorCode ?? "no error code"} ({(int)service.StatusCode}), {OneLine(service.Message)}",
        OperationCanceledException => "no answer before the deadline of this function",
        _ => OneLine((error.InnerException ?? error).Message),
    };

    /// <summary>A header of the answer behind an error; null where there was none. The SDK offers no other way to it.</summary>
    public static string? HeaderOf(AmazonServiceException error, string name) =>
        error.InnerException is HttpErrorResponseException { Response: { } answer } && answer.IsHeaderPresent(name)
            ? answer.GetHeaderValue(name)
            : null;

    // 501 is an answer (the feature does not exist), not a hiccup. Status 0: there was no HTTP answer at all.
    private static bool IsTransientAnswer(AmazonServiceException error) =>
        TransientCodes.Contains(error.ErrorCode ?? "")
        || ThrottlingCodes.Contains(error.ErrorCode ?? "")
        || error.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout
        || (error.StatusCode >= HttpStatusCode.InternalServerError && error.StatusCode != HttpStatusCode.NotImplemented)
        || (error.StatusCode == 0 && error.InnerException is { } inner && IsTransient(inner));

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").Trim().TrimEnd('.');
}
