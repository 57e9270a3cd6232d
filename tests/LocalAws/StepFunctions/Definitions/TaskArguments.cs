using CacheBackup.LocalAws.StepFunctions.Integrations;

namespace CacheBackup.LocalAws.StepFunctions.Definitions;

/// <summary>Checks a Task's arguments against what its integration takes, as far as they are written out.</summary>
internal static class TaskArguments
{
    public static void Check(ITaskIntegration integration, Template? arguments, string path)
    {
        if (integration.Parameters is not { } parameters || arguments is { IsExpression: true })
        {
            return;
        }

        var names = arguments?.Names.ToList() ?? [];
        if (names.FirstOrDefault(name => !parameters.Known.Contains(name)) is { } unknown)
        {
            throw new DefinitionException($"{path}/Arguments", $"LocalAws does not support the argument '{unknown}'.");
        }

        if (parameters.Required.FirstOrDefault(name => !names.Contains(name)) is { } missing)
        {
            throw new DefinitionException($"{path}/Arguments", $"the required argument '{missing}' is missing.");
        }
    }
}
