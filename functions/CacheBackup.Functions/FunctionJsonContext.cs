using System.Text.Json;
using System.Text.Json.Serialization;

namespace CacheBackup.Functions;

/// <summary>
/// Every payload of every function. Enums are strings: that is decided when the code is generated, unlike the options
/// <see cref="StrictLambdaSerializer"/> sets.
/// </summary>
[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, UseStringEnumConverter = true)]
[JsonSerializable(typeof(JsonElement))]
public sealed partial class FunctionJsonContext : JsonSerializerContext
{
}
