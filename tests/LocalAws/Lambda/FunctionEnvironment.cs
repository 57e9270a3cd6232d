using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalAws.Lambda;

/// <summary>The environment variables of a function's process.</summary>
internal static class FunctionEnvironment
{
    /// <summary>Of the function's memory, what the managed heap may take; the rest is the runtime's own.</summary>
    private const double HeapShare = 0.75;

    public static IReadOnlyDictionary<string, string> Of(FunctionConfiguration function, LocalAwsContext context, string runtimeApi)
    {
        var environment = new Dictionary<string, string>(function.Environment)
        {
            ["AWS_LAMBDA_RUNTIME_API"] = runtimeApi,
            ["AWS_LAMBDA_FUNCTION_NAME"] = function.Name,
            ["AWS_LAMBDA_FUNCTION_VERSION"] = "$LATEST",
            ["AWS_LAMBDA_FUNCTION_MEMORY_SIZE"] = $"{function.MemoryMegabytes}",
            ["AWS_LAMBDA_LOG_GROUP_NAME"] = $"/aws/lambda/{function.Name}",
            ["AWS_LAMBDA_LOG_STREAM_NAME"] = "local",
            ["AWS_LAMBDA_LOG_FORMAT"] = function.LogFormat,
            ["AWS_REGION"] = context.Options.Region,
            ["AWS_DEFAULT_REGION"] = context.Options.Region,
            ["AWS_ACCESS_KEY_ID"] = context.Accounts.RegisterFunction(function.ShortName),
            ["AWS_SECRET_ACCESS_KEY"] = "local",
            ["AWS_ENDPOINT_URL"] = context.Endpoint.ToString(),
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["LAMBDA_TASK_ROOT"] = ".",
            ["_HANDLER"] = function.Handler,
            ["TZ"] = ":UTC",
            ["DOTNET_gcServer"] = "0",
            ["DOTNET_TieredPGO"] = "0",
            ["DOTNET_GCHeapHardLimit"] = $"0x{(long)(function.MemoryMegabytes * 1024L * 1024 * HeapShare):x}",
        };
        if (function.LogLevel is { } level)
        {
            environment["AWS_LAMBDA_LOG_LEVEL"] = level;
        }

        return environment;
    }
}
