using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace CacheBackup.Core.Manifests;

/// <summary>Writes and reads manifests. The same manifest always gives the same bytes.</summary>
public static class ManifestFormat
{
    /// <summary>How the type maps to JSON.</summary>
    public static JsonTypeInfo<BackupManifest> TypeInfo => RecordJson.Types.BackupManifest;

    /// <summary>The manifest as UTF-8 JSON, for people too.</summary>
    public static byte[] Write(BackupManifest manifest) => JsonSerializer.SerializeToUtf8Bytes(manifest, TypeInfo);

    /// <summary>Reads a manifest.</summary>
    /// <exception cref="JsonException">It is not one, or lacks a member.</exception>
    public static BackupManifest Read(ReadOnlySpan<byte> json) =>
        JsonSerializer.Deserialize(json, TypeInfo) ?? throw new JsonException("A manifest is a JSON object, not null.");
}
