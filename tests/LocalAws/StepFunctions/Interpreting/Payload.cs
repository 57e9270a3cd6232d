using System.Runtime.InteropServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CacheBackup.LocalAws.StepFunctions.Interpreting;

/// <summary>JSON as it passes between states.</summary>
public static class Payload
{
    /// <summary>Bytes of UTF-8 that a state's input, output or result may have.</summary>
    public const int Largest = 256 * 1024;

    /// <summary>Compact, with nothing escaped that need not be, and without nulls of our own records.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary><c>{}</c></summary>
    public static JsonElement Empty { get; } = JsonElement.Parse("{}");

    /// <summary>Any object as JSON.</summary>
    public static JsonElement Of(object value) => JsonSerializer.SerializeToElement(value, Options);

    /// <summary>Compact JSON text.</summary>
    public static string Text(JsonElement value) => JsonSerializer.Serialize(value, Options);

    /// <summary>Bytes of its compact JSON.</summary>
    public static int Size(JsonElement value) => JsonSerializer.SerializeToUtf8Bytes(value, Options).Length;

    /// <summary>Refuses what is larger than <see cref="Largest"/>.</summary>
    /// <exception cref="StatesException"><c>States.DataLimitExceeded</c>.</exception>
    public static JsonElement Limit(JsonElement value, string stateName) =>
        JsonMarshal.GetRawUtf8Value(value).Length <= Largest || Size(value) <= Largest
            ? value
            : throw new StatesException(
                StatesErrors.DataLimitExceeded,
                $"The state/task '{stateName}' returned a result with a size exceeding the maximum number of bytes service limit.");
}
