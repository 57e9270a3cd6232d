using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using CacheBackup.Core.Regions;

namespace CacheBackup.Core.Permissions;

/// <summary>The one bucket policy statement ElastiCache needs (AWS ElastiCache user guide, exporting a backup).</summary>
public static class GrantStatement
{
    /// <summary>What ElastiCache does on the bucket itself.</summary>
    internal static readonly string[] BucketActions = ["s3:ListBucket", "s3:GetBucketAcl", "s3:ListBucketMultipartUploads"];

    /// <summary>What ElastiCache does on the objects it writes.</summary>
    internal static readonly string[] ObjectActions = ["s3:PutObject", "s3:GetObject", "s3:ListMultipartUploadParts"];

    /// <summary>Its Sid: one per Region, so that the statement is found again. Such as <c>CacheBackupExportEuWest1</c>.</summary>
    public static string SidOf(string region) =>
        "CacheBackupExport" + CultureInfo.InvariantCulture.TextInfo.ToTitleCase(region).Replace("-", "", StringComparison.Ordinal);

    /// <summary>The statement as JSON in one line; null where the Region's service principal is not known.</summary>
    /// <param name="bucket">The export bucket's name.</param>
    /// <param name="region">Its Region.</param>
    public static string? JsonOf(string bucket, string region)
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
            json.WriteString("Sid", SidOf(region));
            json.WriteString("Effect", "Allow");
            json.WriteStartObject("Principal");
            json.WriteString("Service", principal);
            json.WriteEndObject();
            WriteList(json, "Action", [.. ObjectActions, .. BucketActions]);
            WriteList(json, "Resource", [arn, $"{arn}/*"]);
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
