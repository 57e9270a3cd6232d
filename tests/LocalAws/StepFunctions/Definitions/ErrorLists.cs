using System.Text.Json;

namespace CacheBackup.LocalAws.StepFunctions.Definitions;

/// <summary>What <c>Retry</c> and <c>Catch</c> have in common: lists of objects with <c>ErrorEquals</c>.</summary>
internal static class ErrorLists
{
    public static IEnumerable<Fields> Objects(Fields fields, string field) => fields.Take(field) switch
    {
        null => [],
        { ValueKind: JsonValueKind.Array } array =>
            array.EnumerateArray().Select((element, index) => new Fields(element, $"{fields.Path}/{field}[{index}]")),
        _ => throw fields.Refuse(field, "must be an array."),
    };

    public static IReadOnlyList<string> ErrorEquals(Fields fields)
    {
        var value = fields.Require("ErrorEquals");
        if (value.ValueKind != JsonValueKind.Array || value.GetArrayLength() == 0
            || value.EnumerateArray().Any(name => name.ValueKind != JsonValueKind.String))
        {
            throw fields.Refuse("ErrorEquals", "must be an array of error names, with at least one.");
        }

        var names = value.EnumerateArray().Select(name => name.GetString()!).ToList();
        return names.Contains("States.ALL") && names.Count > 1
            ? throw fields.Refuse("ErrorEquals", "'States.ALL' must stand alone.")
            : names;
    }

    /// <summary>The wildcard takes what is left, so nothing may come after it.</summary>
    public static void CheckWildcards(IReadOnlyList<IReadOnlyList<string>> lists, Fields fields, string field)
    {
        var index = lists.ToList().FindIndex(names => names.Contains("States.ALL"));
        if (index >= 0 && index < lists.Count - 1)
        {
            throw fields.Refuse($"{field}[{index}]/ErrorEquals", "'States.ALL' must be in the last one.");
        }
    }
}
