using System.Text.Json;
using System.Text.RegularExpressions;

namespace CacheBackup.LocalAws.StepFunctions.Definitions;

/// <summary>Reads the fields of a state that may hold JSONata, and keeps a list of them all.</summary>
/// <param name="fields">The object they are in.</param>
/// <param name="templates">Where they are kept.</param>
/// <param name="statePath">The state, where the object is a part of it.</param>
internal sealed partial class TemplateReader(Fields fields, List<Template> templates, string? statePath = null)
{
    private const double LongestSeconds = 99_999_999;

    /// <summary>Any JSON.</summary>
    public Template? Optional(string field, StatesScope scope) => fields.Take(field) is { } value ? Keep(field, value, scope) : null;

    /// <summary>A string, or an expression that comes to one.</summary>
    public Template? Text(string field)
    {
        var template = Optional(field, StatesScope.Input);
        return template is null or { Written.ValueKind: JsonValueKind.String } ? template : throw fields.Refuse(field, "must be a string.");
    }

    /// <summary>A number of at least <paramref name="smallest"/>, or an expression that comes to one.</summary>
    public Template? Number(string field, double smallest, double largest = LongestSeconds)
    {
        var template = Optional(field, StatesScope.Input);
        return template is null or { IsExpression: true } || IsNumber(template.Written, smallest, largest)
            ? template
            : throw fields.Refuse(field, $"must be a number from {smallest} to {largest}, or a JSONata expression.");
    }

    /// <summary>An array, or an expression that comes to one.</summary>
    public Template? Array(string field)
    {
        var template = Optional(field, StatesScope.Input);
        return template is null or { IsExpression: true } or { Written.ValueKind: JsonValueKind.Array }
            ? template
            : throw fields.Refuse(field, "must be an array, or a JSONata expression.");
    }

    /// <summary>A Boolean, or an expression that comes to one.</summary>
    public Template Condition()
    {
        var template = Keep("Condition", fields.Require("Condition"), StatesScope.Input);
        return template.IsExpression || template.Written.ValueKind is JsonValueKind.True or JsonValueKind.False
            ? template
            : throw fields.Refuse("Condition", "must be true, false, or a JSONata expression.");
    }

    /// <summary>Variables to assign.</summary>
    public Template? Assign(StatesScope scope)
    {
        if (Optional("Assign", scope) is not { } template)
        {
            return null;
        }

        if (template.Written.ValueKind != JsonValueKind.Object)
        {
            throw fields.Refuse("Assign", "must be an object.");
        }

        _ = new Fields(template.Written, $"{fields.Path}/Assign");
        foreach (var name in template.Names.Where(name => name == "states" || name.Length > 80 || !VariableName().IsMatch(name)))
        {
            throw fields.Refuse($"Assign/{name}", "is not a name a variable can have.");
        }

        return template;
    }

    [GeneratedRegex(@"^[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}]*$")]
    private static partial Regex VariableName();

    private static bool IsNumber(JsonElement value, double smallest, double largest) =>
        value.ValueKind == JsonValueKind.Number && value.GetDouble() >= smallest && value.GetDouble() <= largest;

    private Template Keep(string field, JsonElement value, StatesScope scope)
    {
        var state = statePath ?? fields.Path;
        var template = new Template(value, state, $"{fields.Path[state.Length..]}/{field}".TrimStart('/'), scope);
        templates.Add(template);
        return template;
    }
}
