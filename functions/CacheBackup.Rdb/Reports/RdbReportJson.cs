using System.Text.Encodings.Web;
using System.Text.Json;

namespace CacheBackup.Rdb;

/// <summary>Writes reports as JSON: the same report is the same bytes, and no reflection is needed.</summary>
public static class RdbReportJson
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The report as one JSON object, UTF-8.</summary>
    public static byte[] ToUtf8(RdbReport report)
    {
        using var output = new MemoryStream();
        using (var json = new Utf8JsonWriter(output, Compact))
        {
            json.WriteStartObject();
            WriteMembers(json, report);
            json.WriteEndObject();
        }

        return output.ToArray();
    }

    /// <summary>Writes the members of a report into an object that is begun.</summary>
    public static void WriteMembers(Utf8JsonWriter json, RdbReport report)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(report);
        json.WriteNumber("reportVersion"u8, report.ReportVersion);
        json.WriteString("verdict"u8, report.Verdict.ToString());
        WriteError(json, report.Error);
        json.WriteString("level"u8, report.Level.ToString());
        json.WriteString("at"u8, report.At);
        json.WriteString("format"u8, report.Format);
        json.WriteNumber("version"u8, report.Version);
        json.WriteNumber("bytes"u8, report.Bytes);
        json.WriteNumber("trailingBytes"u8, report.TrailingBytes);
        WriteChecksum(json, report.Checksum);
        json.WriteNumber("keys"u8, report.Keys);
        json.WriteNumber("expiring"u8, report.Expiring);
        json.WriteNumber("expired"u8, report.Expired);
        Array(json, "databases", report.Databases, WriteDatabase);
        Array(json, "types", report.Types, WriteType);
        WriteContents(json, report);
        Strings(json, "warnings", report.Warnings);
    }

    /// <summary>Writes what a target would do with a file or a backup, as the value of a member.</summary>
    public static void WriteTarget(Utf8JsonWriter json, TargetVerdict verdict)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(verdict);
        json.WriteStartObject();
        json.WriteString("target"u8, verdict.Target);
        json.WriteBoolean("restorable"u8, verdict.IsRestorable);
        Strings(json, "reasons", verdict.Reasons);
        Array(json, "findings", verdict.Findings, WriteFinding);
        json.WriteEndObject();
    }

    /// <summary>Writes findings as the value of a member.</summary>
    public static void WriteFindings(Utf8JsonWriter json, string name, IEnumerable<TargetFinding> findings) =>
        Array(json, name, findings, WriteFinding);

    private static void WriteError(Utf8JsonWriter json, RdbError? error)
    {
        Number(json, "offset", error?.Offset);
        json.WriteString("reason"u8, error?.Reason);
        Number(json, "database", error?.Database);
        Number(json, "keyIndex", error?.KeyIndex);
    }

    private static void WriteChecksum(Utf8JsonWriter json, RdbChecksum checksum)
    {
        json.WriteStartObject("checksum"u8);
        json.WriteString("state"u8, checksum.State.ToString());
        json.WriteString("recorded"u8, checksum.Recorded);
        json.WriteString("computed"u8, checksum.Computed);
        json.WriteEndObject();
    }

    private static void WriteDatabase(Utf8JsonWriter json, RdbDatabase database)
    {
        json.WriteNumber("number"u8, database.Number);
        json.WriteNumber("keys"u8, database.Keys);
        json.WriteNumber("expiring"u8, database.Expiring);
        json.WriteNumber("expired"u8, database.Expired);
        Number(json, "declaredKeys", database.DeclaredKeys);
        Number(json, "declaredExpiring", database.DeclaredExpiring);
        Array(json, "types", database.Types, WriteType);
    }

    private static void WriteType(Utf8JsonWriter json, RdbTypeCount type)
    {
        json.WriteString("type"u8, type.Type);
        json.WriteString("encoding"u8, type.Encoding);
        json.WriteNumber("typeByte"u8, type.TypeByte);
        json.WriteNumber("keys"u8, type.Keys);
        json.WriteNumber("bytes"u8, type.Bytes);
    }

    private static void WriteContents(Utf8JsonWriter json, RdbReport report)
    {
        Array(json, "aux", report.Aux, static (json, aux) =>
        {
            json.WriteString("name"u8, aux.Name);
            json.WriteString("value"u8, aux.Value);
        });
        Array(json, "functions", report.Functions, static (json, library) =>
        {
            json.WriteString("name"u8, library.Name);
            json.WriteString("engine"u8, library.Engine);
            json.WriteNumber("bytes"u8, library.Bytes);
            json.WriteNumber("offset"u8, library.Offset);
            json.WriteString("defect"u8, library.Defect);
        });
        Array(json, "modules", report.Modules, static (json, module) =>
        {
            json.WriteString("name"u8, module.Name);
            json.WriteNumber("encodingVersion"u8, module.EncodingVersion);
            json.WriteNumber("keys"u8, module.Keys);
            json.WriteNumber("auxRecords"u8, module.AuxRecords);
        });
        Strings(json, "slots", report.Slots.Select(range => range.ToString()));
        json.WriteNumber("slotImports"u8, report.SlotImports);
        Array(json, "largestKeys", report.LargestKeys, static (json, key) =>
        {
            json.WriteString("key"u8, key.Key);
            json.WriteNumber("database"u8, key.Database);
            json.WriteString("type"u8, key.Type);
            json.WriteNumber("bytes"u8, key.Bytes);
            json.WriteNumber("offset"u8, key.Offset);
        });
        WriteDuplicates(json, report.DuplicateKeys);
        json.WriteNumber("emptyCollections"u8, report.EmptyCollections);
        json.WriteNumber("streamCounterMismatches"u8, report.StreamCounterMismatches);
    }

    private static void WriteDuplicates(Utf8JsonWriter json, RdbDuplicateKeys? duplicates)
    {
        if (duplicates is null)
        {
            json.WriteNull("duplicateKeys"u8);
            return;
        }

        json.WriteStartObject("duplicateKeys"u8);
        json.WriteNumber("count"u8, duplicates.Count);
        Number(json, "offset", duplicates.Offset);
        Number(json, "earlierOffset", duplicates.EarlierOffset);
        json.WriteEndObject();
    }

    private static void WriteFinding(Utf8JsonWriter json, TargetFinding finding)
    {
        json.WriteString("effect"u8, finding.Effect.ToString());
        json.WriteString("reason"u8, finding.Reason);
    }

    private static void Number(Utf8JsonWriter json, string name, long? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void Strings(Utf8JsonWriter json, string name, IEnumerable<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }

    private static void Array<T>(Utf8JsonWriter json, string name, IEnumerable<T> values, Action<Utf8JsonWriter, T> write)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStartObject();
            write(json, value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
