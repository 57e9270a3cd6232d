using System.Text.Json.Serialization;
using Amazon.Lambda.Serialization.SystemTextJson;
using CacheBackup.Functions;

namespace CacheBackup.UnitTests.Standins;

internal enum Tone
{
    Plain,
    Loud,
}

internal sealed record GreetInput(string Name, Tone Tone);

internal sealed record GreetOutput(string Text, string? Note);

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata, UseStringEnumConverter = true)]
[JsonSerializable(typeof(GreetInput))]
[JsonSerializable(typeof(GreetOutput))]
internal sealed partial class GreetContext : JsonSerializerContext;

/// <summary>As strict as the functions' own.</summary>
internal sealed class GreetSerializer() : SourceGeneratorLambdaJsonSerializer<GreetContext>(StrictLambdaSerializer.BeStrict);
