using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace CacheBackup.LocalAws.StepFunctions.Interpreting;

/// <summary>The variables a state can see: its own scope's, and those of the scopes around it as they were when it began.</summary>
/// <remarks>An inner scope cannot assign an outer variable: definitions that try are refused when loaded.</remarks>
internal sealed class Scope
{
    /// <summary>The variables of a whole execution, in bytes of JSON.</summary>
    public const int LargestTotal = 10 * 1024 * 1024;

    /// <summary>No variables.</summary>
    public static Scope Empty { get; } = new(ImmutableDictionary<string, JsonElement>.Empty);

    private Scope(ImmutableDictionary<string, JsonElement> variables) => Variables = variables;

    /// <summary>By name.</summary>
    public ImmutableDictionary<string, JsonElement> Variables { get; }

    /// <summary>The scope with an evaluated <c>Assign</c> in it.</summary>
    /// <exception cref="StatesException">A size limit is exceeded.</exception>
    public Scope With(JsonElement assigned)
    {
        var assignedBytes = Payload.Size(assigned);
        if (assignedBytes > Payload.Largest)
        {
            throw new StatesException(
                StatesErrors.DataLimitExceeded, $"The assigned variables have {assignedBytes} bytes; the limit is {Payload.Largest}.");
        }

        var news = assigned.EnumerateObject().Select(property => KeyValuePair.Create(property.Name, property.Value));
        var variables = Variables.SetItems(news);
        var total = variables.Sum(variable => (long)Encoding.UTF8.GetByteCount(variable.Key) + Payload.Size(variable.Value));
        return total <= LargestTotal
            ? new Scope(variables)
            : throw new StatesException(StatesErrors.DataLimitExceeded, $"All variables have {total} bytes; the limit is {LargestTotal}.");
    }
}
