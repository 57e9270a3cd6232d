namespace Amazon.Lambda.Core;

/// <summary>The trace of the invocation that runs now.</summary>
public class LambdaTraceProvider
{
    public static string CurrentTraceId { get; internal set; }
}
