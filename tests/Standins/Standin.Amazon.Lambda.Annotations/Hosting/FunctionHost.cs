using System.ComponentModel;
using System.Reflection;

namespace Amazon.Lambda.Annotations.Hosting;

/// <summary>
/// Does at run time what the real package generates at compile time. Not part of its surface: only the stand-in's Main
/// calls it.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class FunctionHost
{
    private const string HandlerVariable = "ANNOTATIONS_HANDLER";

    /// <summary>
    /// Runs the function the environment names until the process ends. The services are built first, outside of any
    /// report to the runtime: what throws there ends the process, as it does with the generated Main.
    /// </summary>
    public static async Task RunAsync(Assembly assembly)
    {
        var name = Environment.GetEnvironmentVariable(HandlerVariable);
        var functions = FunctionMethod.AllOf(assembly);
        var function = functions.SingleOrDefault(candidate => candidate.Name == name);
        if (function == null)
        {
            // The generated Main falls through its switch and exits with 0, silently.
            var names = string.Join(", ", functions.Select(candidate => candidate.Name).Order(StringComparer.Ordinal));
            await Console.Error.WriteLineAsync($"{HandlerVariable} is '{name}'. {assembly.GetName().Name} has: {names}.");
            return;
        }

        using var bootstrap = new FunctionRunner(function, ServicesOf.Function(function)).Bootstrap();
        await bootstrap.RunAsync();
    }
}
