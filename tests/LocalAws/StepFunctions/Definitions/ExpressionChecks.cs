using CacheBackup.LocalAws.StepFunctions.Interpreting;

namespace CacheBackup.LocalAws.StepFunctions.Definitions;

/// <summary>Has every expression of a definition parsed, and its use of <c>$states</c> checked, before anything runs.</summary>
internal static class ExpressionChecks
{
    public static async Task RunAsync(
        StateMachineDefinition definition, IExpressionEvaluator evaluator, CancellationToken cancellationToken)
    {
        var all = definition.Templates
            .SelectMany(template => template.Expressions.Select(expression => (template, expression))).ToList();
        var checks = await evaluator.CheckAsync([.. all.Select(pair => pair.expression.Text)], cancellationToken);
        foreach (var ((template, expression), check) in all.Zip(checks))
        {
            var path = $"{template.StatePath}/{expression.Location}";
            if (check.Error is { } error)
            {
                throw new DefinitionException(path, $"the JSONata expression '{expression.Text}' cannot be parsed. {error}");
            }

            if (check.StatesMembers.FirstOrDefault(member => !IsKnown(member, template.Scope)) is { } unknown)
            {
                throw new DefinitionException(path, $"$states.{unknown} does not exist in this field.");
            }
        }
    }

    private static bool IsKnown(string member, StatesScope scope) => member switch
    {
        "input" or "context" => true,
        "result" => scope == StatesScope.Result,
        "errorOutput" => scope == StatesScope.ErrorOutput,
        _ => false,
    };
}
