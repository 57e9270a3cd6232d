using System.Globalization;

namespace Amazon.Lambda.RuntimeSupport.Logging;

/// <summary>A <c>{Name}</c>, <c>{Name:format}</c> or <c>{@Name}</c> of a template.</summary>
/// <param name="Format">Null for none.</param>
/// <param name="AsJson">Whether the value is written as an object (<c>@</c>).</param>
internal sealed record MessageProperty(string Name, string Format, bool AsJson)
{
    public static MessageProperty Parse(string token)
    {
        var parts = token.TrimStart('@').Split(':', 2);
        return new MessageProperty(parts[0].Trim(), parts.Length == 2 ? parts[1] : null, token.StartsWith('@'));
    }

    public string Text(object value) => value switch
    {
        null => string.Empty,
        byte[] bytes => Convert.ToHexString(bytes),
        DateTime or DateTimeOffset when Format == null =>
            ((IFormattable)value).ToString("yyyy-MM-ddTHH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
        DateOnly date when Format == null => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        TimeOnly time when Format == null => time.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(Format, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };
}
