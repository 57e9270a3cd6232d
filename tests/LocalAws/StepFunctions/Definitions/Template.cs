using System.Buffers;
using System.Text.Json;

namespace CacheBackup.LocalAws.StepFunctions.Definitions;

/// <summary>What an expression may name besides <c>$states.input</c>, <c>$states.context</c> and variables.</summary>
public enum StatesScope
{
    /// <summary>Nothing more.</summary>
    Input,

    /// <summary><c>$states.result</c>.</summary>
    Result,

    /// <summary><c>$states.errorOutput</c>.</summary>
    ErrorOutput,
}

/// <summary>One <c>{% … %}</c> of a template.</summary>
/// <param name="Text">The JSONata inside the brackets.</param>
/// <param name="Location">Its field, relative to the state: <c>Arguments/Payload/Keys[0]</c>.</param>
public sealed record Expression(string Text, string Location);

/// <summary>A JSON value of a definition with JSONata in some of its strings.</summary>
public sealed class Template
{
    private readonly JsonElement _value;
    private readonly List<Expression> _expressions = [];

    /// <summary>Reads a value.</summary>
    /// <param name="value">Any JSON.</param>
    /// <param name="statePath">Where the state is, for messages.</param>
    /// <param name="location">The field, relative to the state.</param>
    /// <param name="scope">What its expressions may name.</param>
    /// <exception cref="DefinitionException">A string opens an expression and does not close it.</exception>
    public Template(JsonElement value, string statePath, string location, StatesScope scope)
    {
        _value = value;
        StatePath = statePath;
        Location = location;
        Scope = scope;
        Collect(value, location);
    }

    /// <summary>Where the state is.</summary>
    public string StatePath { get; }

    /// <summary>The field, relative to the state.</summary>
    public string Location { get; }

    /// <summary>What its expressions may name.</summary>
    public StatesScope Scope { get; }

    /// <summary>Its expressions, in the order <see cref="Fill"/> takes their values.</summary>
    public IReadOnlyList<Expression> Expressions => _expressions;

    /// <summary>The value as written when all of it is one expression or no expression is in it.</summary>
    public JsonElement Written => _value;

    /// <summary>Whether all of it is one expression.</summary>
    public bool IsExpression => IsExpressionText(_value);

    /// <summary>The names at the top of an object, as written.</summary>
    public IEnumerable<string> Names =>
        _value.ValueKind == JsonValueKind.Object ? _value.EnumerateObject().Select(property => property.Name) : [];

    /// <summary>The value with every expression replaced by what it came to.</summary>
    public JsonElement Fill(IReadOnlyList<JsonElement> values)
    {
        if (values.Count == 0)
        {
            return _value;
        }

        if (IsExpression)
        {
            return values[0];
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            var next = 0;
            Write(writer, _value, values, ref next);
        }

        return JsonElement.Parse(buffer.WrittenSpan);
    }

    private static bool IsExpressionText(JsonElement value) =>
        value.ValueKind == JsonValueKind.String && value.GetString()!.StartsWith("{%", StringComparison.Ordinal);

    private static void Write(Utf8JsonWriter writer, JsonElement value, IReadOnlyList<JsonElement> values, ref int next)
    {
        if (IsExpressionText(value))
        {
            values[next++].WriteTo(writer);
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            writer.WriteStartObject();
            foreach (var property in value.EnumerateObject())
            {
                writer.WritePropertyName(property.Name);
                Write(writer, property.Value, values, ref next);
            }

            writer.WriteEndObject();
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            writer.WriteStartArray();
            foreach (var item in value.EnumerateArray())
            {
                Write(writer, item, values, ref next);
            }

            writer.WriteEndArray();
        }
        else
        {
            value.WriteTo(writer);
        }
    }

    private void Collect(JsonElement value, string location)
    {
        if (IsExpressionText(value))
        {
            var text = value.GetString()!;
            _expressions.Add(text.Length >= 4 && text.EndsWith("%}", StringComparison.Ordinal)
                ? new Expression(text[2..^2].Trim(), location)
                : throw new DefinitionException($"{StatePath}/{location}", "a JSONata expression starts with {% and ends with %}."));
        }
        else if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (var property in value.EnumerateObject())
            {
                Collect(property.Value, $"{location}/{property.Name}");
            }
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (var (index, item) in value.EnumerateArray().Index())
            {
                Collect(item, $"{location}[{index}]");
            }
        }
    }
}
