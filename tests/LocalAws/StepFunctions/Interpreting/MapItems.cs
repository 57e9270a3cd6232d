using System.Text.Json;
using CacheBackup.LocalAws.StepFunctions.Definitions;

namespace CacheBackup.LocalAws.StepFunctions.Interpreting;

/// <summary>One item of a Map with the input its iteration gets.</summary>
internal sealed record MapItem(int Index, JsonElement Value, JsonElement Input)
{
    /// <summary><c>$states.context.Map.Item</c>.</summary>
    public object Context => new { Index, Value };
}

/// <summary>What both kinds of Map do first: find the items, select each one's input, and read the numbers.</summary>
internal sealed class MapItems(Visit visit, MapState state)
{
    public async Task<IReadOnlyList<MapItem>> ReadAsync(CancellationToken cancellationToken)
    {
        var array = await ArrayAsync(cancellationToken);
        var items = new List<MapItem>();
        foreach (var (index, value) in array.EnumerateArray().Index())
        {
            var item = new MapItem(index, value, value);
            items.Add(state.ItemSelector is { } selector
                ? item with { Input = await visit.EvaluateAsync(selector, cancellationToken, mapItem: item.Context) }
                : item);
        }

        return items;
    }

    /// <summary>A number that may be an expression; the fallback where the field is absent.</summary>
    public async Task<double> NumberAsync(Template? template, double fallback, CancellationToken cancellationToken) => template is null
        ? fallback
        : (await visit.EvaluateAsync(template, "number", IsCount, cancellationToken)).GetDouble();

    private static bool IsCount(JsonElement value) => value.ValueKind == JsonValueKind.Number && value.GetDouble() >= 0;

    private Task<JsonElement> ArrayAsync(CancellationToken cancellationToken)
    {
        if (state.Items is { } items)
        {
            return visit.EvaluateAsync(items, "array", value => value.ValueKind == JsonValueKind.Array, cancellationToken);
        }

        return visit.Input.ValueKind == JsonValueKind.Array
            ? Task.FromResult(visit.Input)
            : throw visit.Failure(StatesErrors.QueryEvaluationError, "The Map has no 'Items' and its input is not an array.");
    }
}
