namespace Amazon.Lambda.Core;

/// <summary>Logs from anywhere. Outside of a Lambda runtime the lines go to the console.</summary>
public static class LambdaLogger
{
    /// <summary>Set by the runtime client: level (null for a line without one), exception, template, arguments.</summary>
    internal static Action<string, Exception, string, object[]> Sink { get; set; } = WriteToConsole;

    internal static StructuredLoggingOptions StructuredLogging { get; private set; }

    public static void Log(string message) => Sink(null, null, message, []);

    public static void Log(string level, string message, params object[] args) => Sink(level, null, message, args);

    public static void Log(string level, Exception exception, string message, params object[] args) =>
        Sink(level, exception, message, args);

    public static void Log(LogLevel level, string message, params object[] args) => Log(level.ToString(), message, args);

    public static void Log(LogLevel level, Exception exception, string message, params object[] args) =>
        Log(level.ToString(), exception, message, args);

    public static void ConfigureStructuredLogging(StructuredLoggingOptions options) => StructuredLogging = options;

    private static void WriteToConsole(string level, Exception exception, string message, object[] args)
    {
        Console.WriteLine(message);
        if (exception != null)
        {
            Console.WriteLine(exception);
        }
    }
}
