namespace Amazon.Lambda.Core;

/// <summary>What an invocation knows about itself.</summary>
public interface ILambdaContext
{
    /// <summary>The same for every retry of one asynchronous event.</summary>
    string AwsRequestId { get; }

    /// <summary>Null unless a mobile SDK called.</summary>
    IClientContext ClientContext { get; }

    string FunctionName { get; }

    string FunctionVersion { get; }

    /// <summary>Null unless a mobile SDK called.</summary>
    ICognitoIdentity Identity { get; }

    /// <summary>The ARN the caller used: of the function, a version or an alias.</summary>
    string InvokedFunctionArn { get; }

    ILambdaLogger Logger { get; }

    string LogGroupName { get; }

    string LogStreamName { get; }

    int MemoryLimitInMB { get; }

    /// <summary>Until the service kills the process; may turn negative.</summary>
    TimeSpan RemainingTime { get; }

    /// <summary>The tenant of a function with tenant isolation, else null.</summary>
    string TenantId => null;

    /// <summary>The X-Ray header of this invocation, or null.</summary>
    string TraceId => null;

    /// <summary>The serializer the function was started with, or null.</summary>
    ILambdaSerializer Serializer => null;
}
