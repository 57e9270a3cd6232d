using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CacheBackup.Core.Regions;

namespace CacheBackup.Core.Permissions;

/// <summary>
/// The bucket policy statements ElastiCache needs (AWS ElastiCache user guide, exporting a backup and seeding a new cache).
/// </summary>
public static class GrantStatement
{
    /// <summary>What ElastiCache does on the bucket itself.</summary>
    internal static readonly string[] BucketActions = ["s3:ListBucket", "s3:GetBucketAcl", "s3:ListBucketMultipartUploads"];

    /// <summary>What ElastiCache does on the objects it writes.</summary>
    internal static readonly string[] ObjectActions = ["s3:PutObject", "s3:GetObject", "s3:ListMultipartUploadParts"];

    /// <summary>What ElastiCache does on a bucket it reads a new cache's data from.</summary>
    internal static readonly string[] SeedBucketActions = ["s3:ListBucket", "s3:GetBucketAcl"];

    /// <summary>What ElastiCache does on the objects it reads.</summary>
    internal static readonly string[] SeedObjectActions = ["s3:GetObject"];

    /// <summary>What ElastiCache does on the objects it reads where their own ACLs let it, and not the bucket.</summary>
    internal static readonly string[] SeedAclActions = ["s3:GetObject", "s3:GetObjectAcl"];

    /// <summary>Its Sid: one per Region, so that the statement is found again. Such as <c>CacheBackupExportEuWest1</c>.</summary>
    public static string SidOf(string region) =>
        "CacheBackupExport" + CultureInfo.InvariantCulture.TextInfo.ToTitleCase(region).Replace("-", "", StringComparison.Ordinal);

    /// <summary>The statement for exports as JSON in one line; null where the Region's service principal is not known.</summary>
    /// <param name="bucket">The export bucket's name.</param>
    /// <param name="region">Its Region.</param>
    public static string? JsonOf(string bucket, string region) =>
        JsonOf(bucket, region, SidOf(region), [.. ObjectActions, .. BucketActions], ["*"]);

    /// <summary>The statement by which ElastiCache may read files; null where the Region's service principal is not known.</summary>
    /// <param name="bucket">The bucket's name.</param>
    /// <param name="region">Its Region.</param>
    /// <param name="sid">By which it is found again: letters and digits.</param>
    /// <param name="keys">Keys or key patterns.</param>
    public static string? SeedJsonOf(string bucket, string region, string sid, IEnumerable<string> keys) =>
        JsonOf(bucket, region, sid, [.. SeedObjectActions, .. SeedBucketActions], keys);

    private static string? JsonOf(string bucket, string region, string sid, string[] actions, IEnumerable<string> keys)
    {
        if (RegionFacts.ElastiCachePrincipalOf(region) is not { } principal)
        {
            return null;
        }

        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            var arn = $"arn:{RegionFacts.PartitionOf(region)}:s3:::{bucket}";
            json.WriteStartObject();
            json.WriteString("Sid", sid);
            json.WriteString("Effect", "Allow");
            json.WriteStartObject("Principal");
            json.WriteString("Service", principal);
            json.WriteEndObject();
            WriteList(json, "Action", actions);
            WriteList(json, "Resource", [arn, .. keys.Select(key => $"{arn}/{key}")]);
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }

    private static void WriteList(Utf8JsonWriter json, string name, string[] values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
