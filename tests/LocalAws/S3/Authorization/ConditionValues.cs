using System.Text.RegularExpressions;

namespace CacheBackup.LocalAws.S3.Authorization;

/// <summary>The values that conditions of a policy can ask about one request.</summary>
/// <param name="lookUp">The values of a key given in lower case; null where the request has none.</param>
internal sealed partial class ConditionValues(Func<string, IReadOnlyList<string>?> lookUp)
{
    /// <summary>A request that carries nothing a condition could ask about.</summary>
    public static ConditionValues None { get; } = new(_ => null);

    public IReadOnlyList<string>? Of(string key) => lookUp(key);

    /// <summary>
    /// Replaces policy variables such as <c>${aws:PrincipalAccount}</c>; null where one has no value, so nothing can match.
    /// </summary>
    public string? Expand(string text)
    {
        var missing = false;
        var expanded = Variable().Replace(text, match =>
        {
            var name = match.Groups[1].Value;
            var value = name is "*" or "?" or "$" ? name : lookUp(name.ToLowerInvariant())?[0];
            missing |= value is null;
            return value ?? "";
        });
        return missing ? null : expanded;
    }

    [GeneratedRegex(@"\$\{([^}]+)\}")]
    private static partial Regex Variable();
}
