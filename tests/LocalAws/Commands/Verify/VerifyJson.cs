using System.Text.Encodings.Web;
using System.Text.Json;
using CacheBackup.Rdb;

namespace CacheBackup.LocalAws.Commands.Verify;

/// <summary>One JSON object per file, a line each.</summary>
internal static class VerifyJson
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void Write(VerifyResult result, Stream output)
    {
        foreach (var file in result.Files)
        {
            using (var json = new Utf8JsonWriter(output, Compact))
            {
                WriteFile(json, file, result);
            }

            output.Write("\n"u8);
        }
    }

    private static void WriteFile(Utf8JsonWriter json, VerifiedFile file, VerifyResult result)
    {
        json.WriteStartObject();
        json.WriteString("file", file.Name);
        RdbReportJson.WriteMembers(json, file.Report);
        if (file.Target is { } target)
        {
            json.WritePropertyName("target");
            RdbReportJson.WriteTarget(json, target);
        }

        if (result.Backup is { } backup)
        {
            WriteBackup(json, backup, result.BackupTarget);
        }

        json.WriteEndObject();
    }

    // The same in every line, so that each can be read alone.
    private static void WriteBackup(Utf8JsonWriter json, BackupReport backup, TargetVerdict? target)
    {
        json.WriteStartObject("backup");
        json.WriteNumber("files", backup.Shards.Count);
        json.WriteNumber("keys", backup.Keys);
        json.WriteNumber("expiring", backup.Expiring);
        json.WriteNumber("expired", backup.Expired);
        json.WriteNumber("bytes", backup.Bytes);
        RdbReportJson.WriteFindings(json, "findings", backup.Findings);
        if (target is not null)
        {
            json.WriteBoolean("restorable", target.IsRestorable);
        }

        json.WriteEndObject();
    }
}
