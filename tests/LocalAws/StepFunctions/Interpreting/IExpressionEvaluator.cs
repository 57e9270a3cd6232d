using System.Text.Json;

namespace CacheBackup.LocalAws.StepFunctions.Interpreting;

/// <summary>Evaluates JSONata as Step Functions does.</summary>
public interface IExpressionEvaluator
{
    /// <summary>Parses expressions without running them.</summary>
    /// <returns>One answer for each expression, in order.</returns>
    Task<IReadOnlyList<ExpressionCheck>> CheckAsync(IReadOnlyList<string> expressions, CancellationToken cancellationToken);

    /// <summary>Evaluates expressions that share their variables.</summary>
    /// <param name="expressions">JSONata text, without the <c>{% %}</c>.</param>
    /// <param name="bindings">Variables by name, <c>states</c> among them.</param>
    /// <param name="cancellationToken">Gives up waiting.</param>
    /// <returns>One result for each expression, in order.</returns>
    Task<IReadOnlyList<ExpressionResult>> EvaluateAsync(
        IReadOnlyList<string> expressions, IReadOnlyDictionary<string, JsonElement> bindings, CancellationToken cancellationToken);
}

/// <summary>What parsing an expression found.</summary>
/// <param name="Error">The syntax error, or null.</param>
/// <param name="StatesMembers">The members of <c>$states</c> it names: <c>input</c>, <c>result</c>, …</param>
public sealed record ExpressionCheck(string? Error, IReadOnlyList<string> StatesMembers);

/// <summary>What an expression came to. Neither value nor error is JSONata's undefined.</summary>
public sealed record ExpressionResult(JsonElement? Value, string? Error);
