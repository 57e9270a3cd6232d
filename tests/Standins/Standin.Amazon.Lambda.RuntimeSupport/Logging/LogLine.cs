using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport.Client;

namespace Amazon.Lambda.RuntimeSupport.Logging;

/// <summary>A line before it has a format.</summary>
/// <param name="Level">Null for a line without one, or with one unknown to Lambda, which <paramref name="LevelName"/> then names.</param>
/// <param name="Invocation">Null before the first invocation.</param>
internal sealed record LogLine(
    DateTimeOffset Time,
    LogLevel? Level,
    string LevelName,
    InvocationContext Invocation,
    Exception Exception,
    string Template,
    object[] Args)
{
    public string Timestamp => Time.ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'");
}
