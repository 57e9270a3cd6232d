using System.Text.Json;

namespace CacheBackup.Core.Requests;

/// <summary>
/// Reads the members of one JSON object. Unlike a deserializer it does not stop at the first unknown, missing or mistyped
/// member: it notes the problem with its path and goes on. An explicit null counts as absent.
/// </summary>
internal sealed partial class FieldReader
{
    private readonly RequestProblems _problems;
    private readonly Dictionary<string, JsonElement> _members = new(StringComparer.Ordinal);
    private readonly List<string> _known = [];

    private FieldReader(JsonElement element, string path, RequestProblems problems)
    {
        Path = path;
        _problems = problems;
        foreach (var member in element.EnumerateObject().Where(member => !_members.TryAdd(member.Name, member.Value)))
        {
            problems.Add(PathOf(member.Name), member.Value.GetRawText(), "the same field is given before; keep one");
        }
    }

    /// <summary>Where the object is, such as <c>Destinations[1]</c>; empty for the request itself.</summary>
    public string Path { get; }

    /// <summary>A reader of the object; null, and a problem, where the element is something else.</summary>
    public static FieldReader? Of(JsonElement element, string path, RequestProblems problems)
    {
        if (element.ValueKind == JsonValueKind.Object)
        {
            return new FieldReader(element, path, problems);
        }

        problems.Add(path.Length == 0 ? "The request" : path, RawText(element), "it has to be a JSON object");
        return null;
    }

    /// <summary>The path of a member, as messages name it.</summary>
    public string PathOf(string name) => Path.Length == 0 ? name : $"{Path}.{name}";

    /// <summary>A text of one character or more; null where it is absent or, with a problem noted, no such text.</summary>
    public string? Text(string name) => Find(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } element when element.GetString()!.Length > 0 => element.GetString(),
        { } element => Refuse(name, element, "it has to be a text of at least one character"),
    };

    /// <summary>As <see cref="Text"/>; its absence is a problem.</summary>
    public string? RequiredText(string name)
    {
        Require(name);
        return Text(name);
    }

    /// <summary>One name of a set.</summary>
    /// <param name="name">The member.</param>
    /// <param name="otherwise">Where it is absent or wrong.</param>
    /// <param name="inLowerCase">Whether the names are written in lower case; as they are otherwise.</param>
    public TEnum Choice<TEnum>(string name, TEnum otherwise, bool inLowerCase = true)
        where TEnum : struct, Enum
    {
        if (Find(name) is not { } element)
        {
            return otherwise;
        }

        var names = Array.ConvertAll(Enum.GetNames<TEnum>(), known => inLowerCase ? known.ToLowerInvariant() : known);
        var chosen = element.ValueKind == JsonValueKind.String ? Array.IndexOf(names, element.GetString()) : -1;
        if (chosen < 0)
        {
            Refuse(name, element, $"it has to be one of {string.Join(", ", names)}");
        }

        return chosen < 0 ? otherwise : Enum.GetValues<TEnum>()[chosen];
    }

    /// <summary>A truth value.</summary>
    public bool Flag(string name, bool otherwise)
    {
        var element = Find(name);
        if (element is { ValueKind: not (JsonValueKind.True or JsonValueKind.False) } wrong)
        {
            Refuse(name, wrong, "it has to be true or false");
            return otherwise;
        }

        return element?.GetBoolean() ?? otherwise;
    }

    /// <summary>A duration in whole seconds, within both bounds.</summary>
    public int Seconds(string name, int otherwise, int least, int most) => Number(name, "seconds", otherwise, least, most);

    /// <summary>A duration in whole days, within both bounds.</summary>
    public int Days(string name, int otherwise, int least, int most) => Number(name, "days", otherwise, least, most);

    /// <summary>A duration in whole hours, within both bounds.</summary>
    public int Hours(string name, int otherwise, int least, int most) => Number(name, "hours", otherwise, least, most);

    /// <summary>An object; null where it is absent or no object.</summary>
    public FieldReader? Object(string name) => Find(name) is { } element ? Of(element, PathOf(name), _problems) : null;

    /// <summary>As <see cref="Object"/>; its absence is a problem.</summary>
    public FieldReader? RequiredObject(string name)
    {
        Require(name);
        return Object(name);
    }

    /// <summary>The objects of a list, in order; none where it is absent.</summary>
    public IEnumerable<FieldReader> Objects(string name)
    {
        var element = Find(name);
        if (element is { ValueKind: not JsonValueKind.Array } wrong)
        {
            Refuse(name, wrong, "it has to be a list");
            return [];
        }

        return element is null
            ? []
            : element.Value.EnumerateArray().Select((item, index) => Of(item, $"{PathOf(name)}[{index}]", _problems)).OfType<FieldReader>();
    }

    /// <summary>Notes every member nobody asked for. Called when all known ones have been read.</summary>
    public void RefuseOthers()
    {
        foreach (var (name, value) in _members.Where(member => !_known.Contains(member.Key)))
        {
            var meant = _known.Find(known => known.Equals(name, StringComparison.OrdinalIgnoreCase));
            var advice = meant is null ? $"there are {string.Join(", ", _known)}" : $"{meant} is meant";
            Refuse(name, value, $"there is no such field ({advice})");
        }
    }

    private static string RawText(JsonElement element) => element.ValueKind == JsonValueKind.Undefined ? "nothing" : element.GetRawText();

    private int Number(string name, string unit, int otherwise, int least, int most)
    {
        if (Find(name) is not { } element)
        {
            return otherwise;
        }

        if (element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out var seconds) && seconds >= least && seconds <= most)
        {
            return seconds;
        }

        Refuse(name, element, $"it has to be a whole number of {unit} from {least} to {most}");
        return otherwise;
    }

    private string? Refuse(string name, JsonElement element, string demand)
    {
        _problems.Add(PathOf(name), element.GetRawText(), demand);
        return null;
    }

    private void Require(string name)
    {
        if (Find(name) is null)
        {
            _problems.Add(PathOf(name), null, "is missing");
        }
    }

    private JsonElement? Find(string name)
    {
        if (!_known.Contains(name))
        {
            _known.Add(name);
        }

        return _members.TryGetValue(name, out var element) && element.ValueKind != JsonValueKind.Null ? element : null;
    }
}
