using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace CacheBackup.Core.Permissions;

/// <summary>Adds one statement to a bucket policy and leaves everything else as it is written.</summary>
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
        var sid = added.RootElement.GetProperty("Sid").GetString();
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            json.WriteStartObject();
            foreach (var member in present.RootElement.EnumerateObject().Where(member => member.Name != "Statement"))
            {
                json.WritePropertyName(member.Name);
                json.WriteRawValue(member.Value.GetRawText());
            }

            json.WriteStartArray("Statement");
            foreach (var kept in PolicyJson.StatementElements(present.RootElement).Where(element => !IsOurs(element, sid)))
            {
                json.WriteRawValue(kept.GetRawText());
            }

            json.WriteRawValue(statement);

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static bool IsOurs(JsonElement statement, string? sid) =>
        statement.TryGetProperty("Sid", out var its) && its.GetString() == sid && statement.GetProperty("Effect").GetString() == "Allow";
}
