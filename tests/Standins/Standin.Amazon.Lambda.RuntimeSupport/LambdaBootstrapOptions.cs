namespace Amazon.Lambda.RuntimeSupport.Bootstrap;

/// <summary>How the bootstrap reaches its runtime.</summary>
public class LambdaBootstrapOptions
{
    /// <summary>Host and port of the Runtime API; null means the environment's <c>AWS_LAMBDA_RUNTIME_API</c>.</summary>
    public string RuntimeApiEndpoint { get; set; }
}
