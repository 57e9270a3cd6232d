using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport.Logging;

/// <summary>The logger of every invocation's context.</summary>
internal sealed class FunctionLogger : ILambdaLogger
{
    public static readonly FunctionLogger Instance = new();

    public void Log(string message) => FunctionLog.Write(null, null, message, []);

    public void LogLine(string message) => FunctionLog.Write(null, null, message, []);

    public void Log(string level, string message) => FunctionLog.Write(level, null, message, []);

    public void Log(string level, string message, params object[] args) => FunctionLog.Write(level, null, message, args);

    public void Log(string level, Exception exception, string message, params object[] args) =>
        FunctionLog.Write(level, exception, message, args);
}
