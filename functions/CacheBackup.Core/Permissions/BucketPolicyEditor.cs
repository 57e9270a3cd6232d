using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CacheBackup.Core.Permissions;

/// <summary>Adds one statement to a bucket policy, or removes one, and leaves everything else as it is written.</summary>
public static class BucketPolicyEditor
{
    /// <summary>S3's limit for a bucket policy, in bytes.</summary>
    public const int MostBytes = 20 * 1024;

    /// <summary>The policy with the statement at its end. An Allow of the same Sid, which is an older form of it, is replaced.</summary>
    /// <param name="policy">The present policy; null for none.</param>
    /// <param name="statement">The statement, JSON with a Sid.</param>
    public static string Add(string? policy, string statement)
    {
        using var added = JsonDocument.Parse(statement);
        using var present = JsonDocument.Parse(policy ?? """{"Version":"2012-10-17","Statement":[]}""");
        return Write(present.RootElement, [.. Others(present.RootElement, added.RootElement.GetProperty("Sid").GetString()), added.RootElement]);
    }

    /// <summary>The policy without the Allow of a Sid.</summary>
    /// <param name="policy">The present policy.</param>
    /// <param name="sid">The statement's Sid.</param>
    /// <returns>Null where it was the only statement: a policy has at least one.</returns>
    public static string? Remove(string policy, string sid) => RemoveWhere(policy, element => IsOurs(element, sid));

    /// <summary>The policy without any Allow whose Sid starts so.</summary>
    /// <param name="policy">The present policy.</param>
    /// <param name="start">How the Sids start.</param>
    /// <returns>Null where no statement is left.</returns>
    public static string? RemoveAll(string policy, string start) => RemoveWhere(
        policy, element => element.TryGetProperty("Sid", out var sid) && sid.GetString() is { } its
            && its.StartsWith(start, StringComparison.Ordinal) && IsOurs(element, its));

    /// <summary>Whether the policy has an Allow of a Sid.</summary>
    public static bool Has(string? policy, string sid)
    {
        if (policy is null)
        {
            return false;
        }

        using var present = JsonDocument.Parse(policy);
        return PolicyJson.StatementElements(present.RootElement).Any(element => IsOurs(element, sid));
    }

    private static string? RemoveWhere(string policy, Predicate<JsonElement> isToGo)
    {
        using var present = JsonDocument.Parse(policy);
        var others = PolicyJson.StatementElements(present.RootElement).Where(element => !isToGo(element)).ToList();
        return others.Count == 0 ? null : Write(present.RootElement, others);
    }

    private static IEnumerable<JsonElement> Others(JsonElement policy, string? sid) =>
        PolicyJson.StatementElements(policy).Where(element => !IsOurs(element, sid));

    private static string Write(JsonElement policy, IReadOnlyList<JsonElement> statements)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            foreach (var member in policy.EnumerateObject().Where(member => member.Name != "Statement"))
            {
                json.WritePropertyName(member.Name);
                json.WriteRawValue(member.Value.GetRawText());
            }

            json.WriteStartArray("Statement");
            foreach (var statement in statements)
            {
                json.WriteRawValue(statement.GetRawText());
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static bool IsOurs(JsonElement statement, string? sid) =>
        statement.TryGetProperty("Sid", out var its) && its.GetString() == sid && statement.GetProperty("Effect").GetString() == "Allow";
}
