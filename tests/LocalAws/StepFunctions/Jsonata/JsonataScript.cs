using System.Reflection;

namespace CacheBackup.LocalAws.StepFunctions.Jsonata;

/// <summary>Finds the evaluator in the source tree this assembly was built from, where npm installs its package.</summary>
public static class JsonataScript
{
    /// <summary>Path of <c>evaluator.mjs</c> with the npm package installed beside it.</summary>
    /// <exception cref="InvalidOperationException">The package is missing; the message is the command that installs it.</exception>
    public static string Find()
    {
        var directory = typeof(JsonataScript).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
            .Single(attribute => attribute.Key == "JsonataDirectory").Value!;
        return File.Exists(Path.Combine(directory, "node_modules", "jsonata", "package.json"))
            ? Path.Combine(directory, "evaluator.mjs")
            : throw new InvalidOperationException(
                $"The npm package jsonata is not installed in {directory}. "
                + "HINT: run `make setup`, that is `npm ci --prefix tests/LocalAws/StepFunctions/Jsonata`.");
    }
}
