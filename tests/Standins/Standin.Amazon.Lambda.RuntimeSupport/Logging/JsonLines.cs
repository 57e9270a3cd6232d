using System.Collections;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport.Logging;

/// <summary>One JSON object a line, a template's properties beside the standard ones.</summary>
internal static class JsonLines
{
    private static readonly JsonSerializerOptions Default = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    public static string Format(LogLine line)
    {
        var template = MessageTemplate.Parse(line.Template);
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            WriteStandard(writer, line, template);
            WriteProperties(writer, template, line.Args);
            WriteException(writer, line.Exception);
            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }

    private static void WriteStandard(Utf8JsonWriter writer, LogLine line, MessageTemplate template)
    {
        writer.WriteString("timestamp", line.Timestamp);
        writer.WriteString("level", (line.Level ?? LogLevel.Information).ToString());
        WriteIfAny(writer, "requestId", line.Invocation?.AwsRequestId);
        WriteIfAny(writer, "traceId", line.Invocation?.TraceId);
        WriteIfAny(writer, "tenantId", line.Invocation?.TenantId);
        writer.WriteString("message", template.Fill(line.Args));
    }

    private static void WriteIfAny(Utf8JsonWriter writer, string name, string value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteProperties(Utf8JsonWriter writer, MessageTemplate template, object[] args)
    {
        foreach (var (property, value) in template.Bind(args).Where(bound => bound.Value != null))
        {
            writer.WritePropertyName(property.Name);
            switch (value)
            {
                case IDictionary dictionary:
                    WriteDictionary(writer, dictionary, property);
                    break;
                case IList list and not byte[]:
                    writer.WriteStartArray();
                    foreach (var item in list)
                    {
                        WriteValue(writer, item, property);
                    }

                    writer.WriteEndArray();
                    break;
                default:
                    WriteValue(writer, value, property);
                    break;
            }
        }
    }

    private static void WriteDictionary(Utf8JsonWriter writer, IDictionary dictionary, MessageProperty property)
    {
        writer.WriteStartObject();
        foreach (DictionaryEntry entry in dictionary)
        {
            writer.WritePropertyName(entry.Key.ToString());
            WriteValue(writer, entry.Value, property);
        }

        writer.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter writer, object value, MessageProperty property)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case not null when property.AsJson:
                WriteObject(writer, value);
                break;
            case bool flag when property.Format == null:
                writer.WriteBooleanValue(flag);
                break;
            case byte or sbyte or short or ushort or int or uint or long or ulong or float or double or decimal
                when property.Format == null:
                writer.WriteRawValue(Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
            default:
                writer.WriteStringValue(property.Text(value));
                break;
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "Stand-ins are never deployed.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Stand-ins are never deployed.")]
    private static void WriteObject(Utf8JsonWriter writer, object value) =>
        JsonSerializer.Serialize(writer, value, LambdaLogger.StructuredLogging?.OverrideSerializerOptions ?? Default);

    private static void WriteException(Utf8JsonWriter writer, Exception exception)
    {
        if (exception == null)
        {
            return;
        }

        writer.WriteString("errorType", exception.GetType().FullName);
        writer.WriteString("errorMessage", exception.Message);
        writer.WriteStartArray("stackTrace");
        foreach (var line in exception.ToString().Split('\n'))
        {
            writer.WriteStringValue(line.Trim());
        }

        writer.WriteEndArray();
    }
}
