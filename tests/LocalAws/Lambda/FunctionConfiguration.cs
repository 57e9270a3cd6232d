namespace CacheBackup.LocalAws.Lambda;

/// <summary>A function as deployed.</summary>
/// <param name="LogicalId">Its name in the template: <c>ValidateBucketFunction</c>.</param>
/// <param name="Name">Its name in AWS.</param>
/// <param name="Handler">The assembly that holds it.</param>
/// <param name="Environment">Variables of its own.</param>
/// <param name="Timeout">1 s to 15 min, of real time.</param>
/// <param name="MemoryMegabytes">128 to 10,240.</param>
/// <param name="RoleArn">The role its template gives it.</param>
/// <param name="LogFormat"><c>Text</c> or <c>JSON</c>.</param>
/// <param name="LogLevel">Such as <c>INFO</c>; null where the template says none.</param>
public sealed record FunctionConfiguration(
    string LogicalId,
    string Name,
    string Handler,
    IReadOnlyDictionary<string, string> Environment,
    TimeSpan Timeout,
    int MemoryMegabytes,
    string RoleArn,
    string LogFormat = "Text",
    string? LogLevel = null)
{
    private const string Suffix = "Function";

    /// <summary>The logical id without <c>Function</c>: <c>ValidateBucket</c>. Its access key and its calls carry this name.</summary>
    public string ShortName => LogicalId.EndsWith(Suffix, StringComparison.Ordinal) && LogicalId.Length > Suffix.Length
        ? LogicalId[..^Suffix.Length]
        : LogicalId;

    /// <summary>Whether a caller that says <paramref name="name"/> means this function.</summary>
    /// <param name="name">Name, logical id, short name, or ARN; a qualifier must be <c>$LATEST</c>.</param>
    public bool Answers(string name)
    {
        var parts = name.Split(':');
        var (unqualified, qualifier) = parts switch
        {
            ["arn", _, "lambda", _, _, "function", var function] => (function, null),
            ["arn", _, "lambda", _, _, "function", var function, var version] => (function, version),
            [var function, var version] => (function, version),
            _ => (name, null),
        };
        return qualifier is null or "$LATEST" && (unqualified == Name || unqualified == LogicalId || unqualified == ShortName);
    }
}
