using System.Globalization;
using System.Net.Http.Headers;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Logging;

namespace Amazon.Lambda.RuntimeSupport.Client;

/// <summary>The context of one invocation: half of it from the event's headers, half from the process' environment.</summary>
internal sealed class InvocationContext : ILambdaContext
{
    private readonly long _deadlineMs;

    public InvocationContext(HttpResponseHeaders headers)
    {
        AwsRequestId = Header(headers, "Lambda-Runtime-Aws-Request-Id");
        InvokedFunctionArn = Header(headers, "Lambda-Runtime-Invoked-Function-Arn");
        TraceId = Header(headers, "Lambda-Runtime-Trace-Id");
        TenantId = Header(headers, "Lambda-Runtime-Aws-Tenant-Id");
        _ = long.TryParse(Header(headers, "Lambda-Runtime-Deadline-Ms"), CultureInfo.InvariantCulture, out _deadlineMs);

        // Where the X-Ray SDK looks for it.
        Environment.SetEnvironmentVariable("_X_AMZN_TRACE_ID", TraceId);
        LambdaTraceProvider.CurrentTraceId = TraceId;
        FunctionLog.Invocation = this;
    }

    public string AwsRequestId { get; }

    public string InvokedFunctionArn { get; }

    public string TraceId { get; }

    public string TenantId { get; }

    public ILambdaSerializer Serializer { get; set; }

    /// <summary>Always null: no mobile SDK calls on this machine.</summary>
    public IClientContext ClientContext => null;

    /// <inheritdoc cref="ClientContext"/>
    public ICognitoIdentity Identity => null;

    public string FunctionName => Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_NAME");

    public string FunctionVersion => Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_VERSION");

    public string LogGroupName => Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_GROUP_NAME");

    public string LogStreamName => Environment.GetEnvironmentVariable("AWS_LAMBDA_LOG_STREAM_NAME");

    public int MemoryLimitInMB =>
        int.TryParse(Environment.GetEnvironmentVariable("AWS_LAMBDA_FUNCTION_MEMORY_SIZE"), out var mebibytes) ? mebibytes : 0;

    public ILambdaLogger Logger => FunctionLogger.Instance;

    public TimeSpan RemainingTime => DateTimeOffset.FromUnixTimeMilliseconds(_deadlineMs) - TimeProvider.System.GetUtcNow();

    private static string Header(HttpResponseHeaders headers, string name) =>
        headers.TryGetValues(name, out var values) ? values.First() : null;
}
