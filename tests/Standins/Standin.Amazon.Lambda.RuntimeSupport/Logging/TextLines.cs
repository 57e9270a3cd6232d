using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport.Logging;

/// <summary>Time, request id, level and message, parted by tabs.</summary>
internal static class TextLines
{
    public static string Format(LogLine line)
    {
        var message = MessageTemplate.Parse(line.Template).Fill(line.Args);
        string[] parts = [message, line.Exception?.ToString()];
        string[] columns =
        [
            line.Timestamp,
            line.Invocation?.AwsRequestId ?? string.Empty,
            .. Label(line) is { } label ? [label] : Array.Empty<string>(),
            string.Join('\n', parts.Where(part => !string.IsNullOrEmpty(part))),
        ];
        return string.Join('\t', columns);
    }

    private static string Label(LogLine line) => line.Level switch
    {
        LogLevel.Trace => "trce",
        LogLevel.Debug => "dbug",
        LogLevel.Information => "info",
        LogLevel.Warning => "warn",
        LogLevel.Error => "fail",
        LogLevel.Critical => "crit",
        _ => line.LevelName,
    };
}
