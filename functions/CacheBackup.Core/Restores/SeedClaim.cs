using System.Text.Json;
using System.Text.Json.Serialization;
using CacheBackup.Core.Objects;

namespace CacheBackup.Core.Restores;

/// <summary>What one restore has to say of one file that its cache is read from by ACL: an object beside the file.</summary>
/// <param name="ETag">The file's, without quotes.</param>
/// <param name="VersionId">The file's; null in a bucket without versioning.</param>
/// <param name="Added">The permissions of ElastiCache that restores have added, this one or one it overlaps with: not its owner's.</param>
/// <param name="IsEnding">Whether its restore needs the file no longer.</param>
public sealed record SeedClaim(string ETag, string? VersionId, IReadOnlyList<string> Added, bool IsEnding)
{
    /// <summary>The claim as UTF-8 JSON.</summary>
    public byte[] Write() => JsonSerializer.SerializeToUtf8Bytes(this, SeedClaimJsonContext.Default.SeedClaim);

    /// <summary>Reads a claim. What is none, and only has a name like one, is a claim on no file.</summary>
    public static SeedClaim Read(ReadOnlySpan<byte> json)
    {
        var none = new SeedClaim("", null, [], IsEnding: true);
        try
        {
            return JsonSerializer.Deserialize(json, SeedClaimJsonContext.Default.SeedClaim) ?? none;
        }
        catch (JsonException)
        {
            return none;
        }
    }
}

/// <summary>A claim, and where it is.</summary>
/// <param name="File">Key of the file.</param>
/// <param name="RestoreId">Whose it is.</param>
/// <param name="Claim">What it says.</param>
public sealed record HeldClaim(string File, string RestoreId, SeedClaim Claim)
{
    /// <summary>The file it is of.</summary>
    public PinnedObject Pin => new(File, Claim.ETag, Claim.VersionId);
}

[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata, RespectRequiredConstructorParameters = true, RespectNullableAnnotations = true)]
[JsonSerializable(typeof(SeedClaim))]
internal sealed partial class SeedClaimJsonContext : JsonSerializerContext;
