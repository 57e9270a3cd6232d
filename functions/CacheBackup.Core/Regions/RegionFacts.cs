using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace CacheBackup.Core.Regions;

/// <summary>What a Region's name tells about ARNs and about who ElastiCache is in its S3 (AWS documentation, November 2026).</summary>
public static partial class RegionFacts
{
    private const string DefaultCanonicalId = "540804c33a284a299d2547575ce1010f2312ef3da9b3a053c8bc45bf233e4353";
    private const string GovCloudCanonicalId = "40fa568277ad703bd160f66ae4f83fc9dfdfd06c2f1b5060ca22442ac3ef8be6";
    private const string ChinaCanonicalId = "b14d6a125bdf69854ed8ef2e71d8a20b7c490f252229b806e514966e490b8d83";

    private static readonly FrozenSet<string> OptIn = FrozenSet.Create(
        StringComparer.Ordinal,
        "af-south-1", "ap-east-1", "ap-east-2", "ap-south-2",
        "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6", "ap-southeast-7",
        "ca-west-1", "eu-central-2", "eu-south-1", "eu-south-2", "il-central-1", "me-central-1", "me-south-1", "mx-central-1");

    /// <summary>Whether a text has the form of a Region's name. New Regions have it too, so no list is kept.</summary>
    public static bool LooksLikeRegion(string text) => RegionName().IsMatch(text);

    /// <summary>The partition in the Region's ARNs, such as <c>aws</c> or <c>aws-cn</c>.</summary>
    public static string PartitionOf(string region) => region switch
    {
        _ when region.StartsWith("cn-", StringComparison.Ordinal) => "aws-cn",
        _ when region.StartsWith("us-gov-", StringComparison.Ordinal) => "aws-us-gov",
        _ when region.StartsWith("us-iso-", StringComparison.Ordinal) => "aws-iso",
        _ when region.StartsWith("us-isob-", StringComparison.Ordinal) => "aws-iso-b",
        _ when region.StartsWith("eu-isoe-", StringComparison.Ordinal) => "aws-iso-e",
        _ when region.StartsWith("us-isof-", StringComparison.Ordinal) => "aws-iso-f",
        _ when region.StartsWith("eusc-", StringComparison.Ordinal) => "aws-eusc",
        _ => "aws",
    };

    /// <summary>The service principal that exports in a Region; null where none is documented (every partition but two).</summary>
    public static string? ElastiCachePrincipalOf(string region) =>
        PartitionOf(region) is "aws" or "aws-us-gov" ? $"{region}.elasticache-snapshot.amazonaws.com" : null;

    /// <summary>The canonical id ElastiCache has in bucket ACLs; null in opt-in Regions, where only a bucket policy counts.</summary>
    public static string? ElastiCacheCanonicalIdOf(string region) => PartitionOf(region) switch
    {
        "aws" when !OptIn.Contains(region) => DefaultCanonicalId,
        "aws-us-gov" => GovCloudCanonicalId,
        "aws-cn" => ChinaCanonicalId,
        _ => null,
    };

    [GeneratedRegex(@"^[a-z]{2,5}(-[a-z]+){1,2}-\d{1,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RegionName();
}
