using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Amazon.Lambda.Annotations.Hosting;

/// <summary>The services of a function: its own class as a singleton, and what the startup class adds.</summary>
internal static class ServicesOf
{
    public static ServiceProvider Function(FunctionMethod function)
    {
        var services = new ServiceCollection();
        services.AddSingleton(function.Type);
        var startup = function.Type.Assembly.GetTypes()
            .SingleOrDefault(type => type.IsDefined(typeof(LambdaStartupAttribute), inherit: false));
        if (startup != null)
        {
            ConfigureOf(startup).Invoke(
                Activator.CreateInstance(startup), BindingFlags.DoNotWrapExceptions, null, [services], null);
        }

        var provider = services.BuildServiceProvider();
        // The function's constructor counts as start-up: what it throws ends the process, too.
        _ = provider.GetRequiredService(function.Type);
        return provider;
    }

    private static MethodInfo ConfigureOf(Type startup) =>
        startup.GetMethod("ConfigureServices", [typeof(IServiceCollection)])
        ?? throw new InvalidOperationException($"{startup.FullName} has no public ConfigureServices(IServiceCollection).");
}
