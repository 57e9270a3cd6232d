using System.Text.Json;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Manifests;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Restores;

/// <summary>Finds and reads manifests. Only what has one is a backup.</summary>
public sealed class ManifestReader(BucketObjects objects)
{
    /// <summary>Reads one.</summary>
    /// <exception cref="ManifestMissingException">There is none.</exception>
    /// <exception cref="ManifestUnreadableException">It is something else, or of a newer version.</exception>
    public async Task<BackupManifest> ReadAsync(BucketLocation bucket, string key, CancellationToken cancellationToken)
    {
        var content = await ReadContentAsync(bucket, key, cancellationToken);
        try
        {
            return Read(content);
        }
        catch (Exception error) when (error is JsonException or FormatException)
        {
            throw new ManifestUnreadableException(
                $"s3://{bucket.Bucket}/{key} ({content.Length} bytes) is no manifest of this tool: {error.Message}",
                $"Name a manifest.json with schemaVersion {BackupManifest.CurrentSchemaVersion}, or restore by a newer version of this tool.");
        }
    }

    /// <summary>One as it is stored.</summary>
    /// <exception cref="ManifestMissingException">There is none.</exception>
    public async Task<byte[]> ReadContentAsync(BucketLocation bucket, string key, CancellationToken cancellationToken) =>
        await objects.FindAsync(bucket, key, cancellationToken) is { } stored ? stored.Content : throw new ManifestMissingException(
            $"There is no object s3://{bucket.Bucket}/{key}.",
            "Correct the key, or name the cache in Backup.Latest; a folder without a manifest is no backup.");

    /// <summary>Whether a bucket has one, or anything else, of that key.</summary>
    public async Task<bool> IsThereAsync(BucketLocation bucket, string key, CancellationToken cancellationToken) =>
        await objects.HeadAsync(bucket, key, cancellationToken) is not null;

    /// <summary>The key of a cache's newest manifest.</summary>
    /// <exception cref="ManifestMissingException">The cache has no backup there.</exception>
    public async Task<string> FindLatestAsync(BucketLocation bucket, LatestBackup latest, CancellationToken cancellationToken)
    {
        var folder = $"{latest.KeyPrefix}/{latest.CacheId}";
        // Backup ids begin with their time.
        foreach (var id in (await objects.ListFoldersAsync(bucket, folder, cancellationToken)).OrderDescending(StringComparer.Ordinal))
        {
            var key = BackupManifest.KeyIn($"{folder}/{id}");
            if (await IsThereAsync(bucket, key, cancellationToken))
            {
                return key;
            }
        }

        throw new ManifestMissingException(
            $"There is no manifest below s3://{bucket.Bucket}/{folder}/.",
            "Correct CacheId, KeyPrefix or Bucket; what a failed run has left has no manifest and is no backup.");
    }

    // Asked first, for of a newer version other members may be missing.
    private static BackupManifest Read(byte[] content)
    {
        using var json = JsonDocument.Parse(content);
        var version = json.RootElement.ValueKind == JsonValueKind.Object
            && json.RootElement.TryGetProperty("schemaVersion", out var found) && found.TryGetInt32(out var number) ? number : 0;
        return version == BackupManifest.CurrentSchemaVersion
            ? ManifestFormat.Read(content)
            : throw new FormatException(version == 0 ? "it has no schemaVersion" : $"its schemaVersion is {version}");
    }
}
