using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CacheBackup.LocalAws.StepFunctions.Api;

/// <summary>The members of a request, checked as they are read.</summary>
/// <param name="body">The members.</param>
/// <param name="region">Where the request is made: it sees no other Region.</param>
internal sealed class ApiRequest(JsonElement body, string region)
{
    private const int DefaultPage = 100;
    private const int LargestPage = 1000;

    /// <summary>Whether an ARN is of the request's Region.</summary>
    public bool Sees(string arn) => arn.Split(':')[3] == region;

    public string Text(string name) => OptionalText(name)
        ?? throw Invalid($"Value null at '{name}' failed to satisfy constraint: Member must not be null");

    public string? OptionalText(string name) => Member(name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } value => value.GetString(),
        _ => throw Invalid($"Value at '{name}' must be a string"),
    };

    public bool Flag(string name, bool fallback) => Member(name) switch
    {
        null => fallback,
        { ValueKind: JsonValueKind.True } => true,
        { ValueKind: JsonValueKind.False } => false,
        _ => throw Invalid($"Value at '{name}' must be a boolean"),
    };

    /// <summary>An ARN of a kind: <c>stateMachine</c> or <c>execution</c>.</summary>
    public string Arn(string name, string kind)
    {
        var arn = Text(name);
        return arn.Split(':') is ["arn", _, "states", _, _, var type, ..] && type == kind
            ? arn
            : throw new ApiException("InvalidArn", $"Invalid Arn: 'Resource type not valid in this context: {arn}'");
    }

    /// <summary>One page of a list, and the token of the next.</summary>
    public (IReadOnlyList<T> Items, string? NextToken) Page<T>(IReadOnlyList<T> all)
    {
        var size = PageSize();
        var start = OptionalText("nextToken") is { } token ? Offset(token) : 0;
        var next = start + size < all.Count ? Convert.ToBase64String(Encoding.ASCII.GetBytes($"from {start + size}")) : null;
        return ([.. all.Skip(start).Take(size)], next);
    }

    public void RefuseMembers(params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (Member(name) is not null)
            {
                throw ApiException.NotSupported($"'{name}'");
            }
        }
    }

    private static ApiException Invalid(string message) => new("ValidationException", $"1 validation error detected: {message}");

    private static int Offset(string token)
    {
        Span<byte> bytes = stackalloc byte[64];
        return Convert.TryFromBase64String(token, bytes, out var length)
            && Encoding.ASCII.GetString(bytes[..length]).Split(' ') is ["from", var offset]
            && int.TryParse(offset, CultureInfo.InvariantCulture, out var start)
                ? start
                : throw new ApiException("InvalidToken", "Invalid Token: 'Invalid token'");
    }

    private int PageSize()
    {
        if (Member("maxResults") is not { } value)
        {
            return DefaultPage;
        }

        return value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var size) && size is >= 0 and <= LargestPage
            ? size == 0 ? DefaultPage : size
            : throw Invalid($"Value at 'maxResults' failed to satisfy constraint: Member must have value between 0 and {LargestPage}");
    }

    private JsonElement? Member(string name) =>
        body.ValueKind == JsonValueKind.Object && body.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;
}
