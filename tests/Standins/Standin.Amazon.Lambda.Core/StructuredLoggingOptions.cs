using System.Text.Json;

namespace Amazon.Lambda.Core;

/// <summary>How structured log lines write <c>{@objects}</c>.</summary>
public class StructuredLoggingOptions
{
    /// <summary>Null keeps the defaults.</summary>
    public JsonSerializerOptions OverrideSerializerOptions { get; set; }
}
