using System.Text.Encodings.Web;
using System.Text.Json;
using CacheBackup.Core.Objects;
using CacheBackup.Rdb;

namespace CacheBackup.Core.Verification;

/// <summary>
/// The content of <c>shard-0001.verify.json</c>: everything that was found in one file, what it was judged for, and which
/// version of the file it was. Its schema is <c>verify.schema.json</c> beside this file. The same run gives the same bytes,
/// however often it was interrupted.
/// </summary>
/// <param name="File">Name of the file relative to the backup's folder.</param>
/// <param name="ETag">ETag of the version that was read, without quotes.</param>
/// <param name="VersionId">Its version id; null in a bucket without versioning.</param>
/// <param name="Target">What the engine the backup is meant for would do with it; null where its rules are not known.</param>
/// <param name="Found">What was found.</param>
public sealed record VerificationReport(string File, string ETag, string? VersionId, TargetVerdict? Target, RdbReport Found)
{
    private static readonly JsonWriterOptions ForPeople = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Indented = true,
        NewLine = "\n",
    };

    /// <summary>As UTF-8 JSON.</summary>
    public byte[] Write()
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output, ForPeople))
        {
            json.WriteStartObject();
            json.WriteString("file"u8, File);
            json.WriteString("eTag"u8, ETag);
            json.WriteString("versionId"u8, VersionId);
            RdbReportJson.WriteMembers(json, Found);
            WriteTarget(json);
            json.WriteEndObject();
        }

        return output.ToArray();
    }

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <exception cref="FormatException">It is something else.</exception>
    public static VerificationReport Read(ReadOnlyMemory<byte> content)
    {
        try
        {
            using var document = JsonDocument.Parse(content);
            var json = document.RootElement;
            var target = json.GetProperty("target");
            return new VerificationReport(
                json.GetProperty("file").GetString() ?? "",
                json.GetProperty("eTag").GetString() ?? "",
                json.GetProperty("versionId").GetString(),
                target.ValueKind == JsonValueKind.Null ? null : RdbReportReader.ReadTarget(target),
                RdbReportReader.Read(json));
        }
        catch (Exception error) when (error is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            throw new FormatException($"The report of a verification cannot be read: {error.Message}", error);
        }
    }

    /// <summary>Whether it was made of this version of the file.</summary>
    public bool IsOf(ObjectFacts pin) => ETag == pin.ETag && VersionId == pin.VersionId && Found.Bytes == pin.Bytes;

    /// <summary>Whether it was made to this order.</summary>
    public bool Answers(VerificationOrder order) =>
        Found.Level == order.Plan.Level && (Found.At == order.At || order.AcceptsEarlierReport) && Target?.Target == order.Plan.Target?.Engine;

    private void WriteTarget(Utf8JsonWriter json)
    {
        json.WritePropertyName("target"u8);
        if (Target is null)
        {
            json.WriteNullValue();
        }
        else
        {
            RdbReportJson.WriteTarget(json, Target);
        }
    }
}
