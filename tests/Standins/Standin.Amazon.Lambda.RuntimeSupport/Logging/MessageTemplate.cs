using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Amazon.Lambda.RuntimeSupport.Logging;

/// <summary>A message with holes. Arguments fill them in order, or by number where every hole is one.</summary>
internal sealed partial class MessageTemplate
{
    private readonly string _text;
    private readonly IReadOnlyList<Match> _holes;
    private readonly IReadOnlyList<MessageProperty> _properties;
    private readonly bool _positional;

    private MessageTemplate(string text)
    {
        _text = text;
        _holes = [.. Hole().Matches(text).Cast<Match>()];
        _properties = [.. _holes.Select(hole => MessageProperty.Parse(hole.Groups[1].Value))];
        _positional = _properties.All(property => int.TryParse(property.Name, CultureInfo.InvariantCulture, out _));
    }

    public static MessageTemplate Parse(string text) => new(text);

    /// <summary>Every property with its argument, those without one left out.</summary>
    public IEnumerable<(MessageProperty Property, object Value)> Bind(object[] args) =>
        _properties
            .Select((property, hole) => (property, Index: IndexOf(property, hole)))
            .Where(bound => bound.Index < args.Length)
            .Select(bound => (bound.property, args[bound.Index]));

    /// <summary>The message with its arguments; holes without one stay. Without any argument the text is taken as it is.</summary>
    public string Fill(object[] args)
    {
        if (args.Length == 0)
        {
            return _text;
        }

        var filled = new StringBuilder();
        var end = 0;
        for (var i = 0; i < _holes.Count; i++)
        {
            var index = IndexOf(_properties[i], i);
            filled.Append(_text, end, _holes[i].Index - end);
            filled.Append(index < args.Length ? _properties[i].Text(args[index]) : _holes[i].Value);
            end = _holes[i].Index + _holes[i].Length;
        }

        return filled.Append(_text, end, _text.Length - end).ToString();
    }

    private int IndexOf(MessageProperty property, int hole) =>
        _positional ? int.Parse(property.Name, CultureInfo.InvariantCulture) : hole;

    [GeneratedRegex(@"(?<!\{)\{([^{}]+)\}")]
    private static partial Regex Hole();
}
