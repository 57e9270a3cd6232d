using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Client;

namespace Amazon.Lambda.RuntimeSupport.Logging;

/// <summary>
/// Where every line of the process goes: the context's logger, <see cref="LambdaLogger"/> and the console alike. The
/// environment decides the least level and whether lines are JSON or text.
/// </summary>
internal static class FunctionLog
{
    private static readonly TextWriter Out = Console.Out;
    private static readonly Lock Gate = new();
    private static readonly bool Json = string.Equals(
        Setting("AWS_LAMBDA_HANDLER_LOG_FORMAT", "AWS_LAMBDA_LOG_FORMAT"), "JSON", StringComparison.OrdinalIgnoreCase);

    private static readonly LogLevel Least =
        LevelOf(Setting("AWS_LAMBDA_HANDLER_LOG_LEVEL", "AWS_LAMBDA_LOG_LEVEL")) ?? LogLevel.Information;

    /// <summary>The invocation that runs now, or null before the first.</summary>
    public static InvocationContext Invocation { get; set; }

    /// <summary>Formats what is written to the console, too: stdout as Information, stderr as Error.</summary>
    public static void TakeOverConsole()
    {
        if (LambdaLogger.Sink == Write)
        {
            return;
        }

        LambdaLogger.Sink = Write;
        Console.SetOut(new ConsoleLines(Out, "Information"));
        Console.SetError(new ConsoleLines(Console.Error, "Error"));
    }

    public static void Write(string level, Exception exception, string template, object[] args)
    {
        var known = LevelOf(level);
        if (known < Least)
        {
            return;
        }

        var line = new LogLine(TimeProvider.System.GetUtcNow(), known, level, Invocation, exception, template ?? string.Empty, args ?? []);
        lock (Gate)
        {
            Out.WriteLine(Json ? JsonLines.Format(line) : TextLines.Format(line));
            Out.Flush();
        }
    }

    private static string Setting(string ofDotnet, string ofLambda) =>
        Environment.GetEnvironmentVariable(ofDotnet) ?? Environment.GetEnvironmentVariable(ofLambda);

    /// <summary>Null for a level of the function's own making.</summary>
    private static LogLevel? LevelOf(string name) => name?.ToUpperInvariant() switch
    {
        "TRACE" => LogLevel.Trace,
        "DEBUG" => LogLevel.Debug,
        "INFO" or "INFORMATION" => LogLevel.Information,
        "WARN" or "WARNING" => LogLevel.Warning,
        "ERROR" => LogLevel.Error,
        "FATAL" or "CRITICAL" => LogLevel.Critical,
        _ => null,
    };
}
