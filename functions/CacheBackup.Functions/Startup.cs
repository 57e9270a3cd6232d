using System.Diagnostics.CodeAnalysis;
using Amazon.Lambda.Annotations;
using CacheBackup.Core.Aws;
using Microsoft.Extensions.DependencyInjection;

namespace CacheBackup.Functions;

/// <summary>The services every function shares. What throws here ends the process without a report, so nothing here calls AWS.</summary>
[LambdaStartup]
public sealed class Startup
{
    [SuppressMessage("Performance", "CA1822", Justification = "The generated Main calls it on an instance.")]
    public void ConfigureServices(IServiceCollection services)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<IAwsClients, AwsClients>();
    }
}
