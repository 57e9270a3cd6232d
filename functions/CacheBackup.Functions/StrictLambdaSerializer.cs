using System.Text.Json;
using System.Text.Json.Serialization;
using Amazon.Lambda.Serialization.SystemTextJson;

namespace CacheBackup.Functions;

/// <summary>
/// Payloads mean what they say: a missing, unknown, null or differently spelled member is an error that names it, and an
/// answer has every member, null ones too, so that an expression on it never meets an absent field.
/// </summary>
public sealed class StrictLambdaSerializer : SourceGeneratorLambdaJsonSerializer<FunctionJsonContext>
{
    public StrictLambdaSerializer()
        : base(BeStrict)
    {
    }

    /// <summary>
    /// The base class makes the options itself, so what <c>[JsonSourceGenerationOptions]</c> says of naming or strictness never counts.
    /// </summary>
    public static void BeStrict(JsonSerializerOptions options)
    {
        options.PropertyNameCaseInsensitive = false;
        options.PropertyNamingPolicy = null;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.RespectRequiredConstructorParameters = true;
        options.RespectNullableAnnotations = true;
        options.DefaultIgnoreCondition = JsonIgnoreCondition.Never;
    }
}
