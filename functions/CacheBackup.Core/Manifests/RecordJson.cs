using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CacheBackup.Core.Drills;

namespace CacheBackup.Core.Manifests;

/// <summary>The JSON of what lies in a backup's folder: for people and tools, and the same content always gives the same bytes.</summary>
internal static class RecordJson
{
    /// <summary>How the types map to it.</summary>
    public static RecordJsonContext Types { get; } = new(new JsonSerializerOptions(RecordJsonContext.Default.Options)
    {
        // Never put into a web page: base64 and names stay as they are.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    });
}

[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    RespectRequiredConstructorParameters = true,
    RespectNullableAnnotations = true,
    WriteIndented = true,
    NewLine = "\n")]
[JsonSerializable(typeof(BackupManifest))]
[JsonSerializable(typeof(DrillRecord))]
internal sealed partial class RecordJsonContext : JsonSerializerContext;
