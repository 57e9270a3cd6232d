using System.Text.RegularExpressions;
using CacheBackup.Core.Regions;

namespace CacheBackup.Core.Requests;

/// <summary>What one destination may be, taken by itself. Its bucket's name is judged with the bucket.</summary>
internal static partial class DestinationRules
{
    public const string DefaultStorageClass = "STANDARD";

    // A backup must restore when all else is gone: no class that needs a thaw first (GLACIER, DEEP_ARCHIVE).
    private static readonly string[] ReadableClasses =
        [DefaultStorageClass, "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR"];

    public static void Check(CopyDestination destination, FieldReader at, RequestProblems problems)
    {
        if (destination.Region.Length > 0 && !RegionFacts.LooksLikeRegion(destination.Region))
        {
            Refuse(nameof(destination.Region), destination.Region, "it has to be a Region's name, such as eu-west-1");
        }

        if (destination.AccountId is { } account && !AccountNumber().IsMatch(account))
        {
            Refuse(nameof(destination.AccountId), account, "it has to be an account number of 12 digits");
        }

        if (!ReadableClasses.Contains(destination.StorageClass, StringComparer.Ordinal))
        {
            Refuse(
                nameof(destination.StorageClass),
                destination.StorageClass,
                $"it has to be readable at once, so one of {string.Join(", ", ReadableClasses)}; "
                + "move old copies to an archive class by a lifecycle rule");
        }

        if (destination.KmsKeyId is { } key && RegionOfKey(key) != destination.Region)
        {
            Refuse(
                nameof(destination.KmsKeyId), key, $"it has to be the ARN of a KMS key in the destination's Region {destination.Region}");
        }

        void Refuse(string field, string value, string demand) => problems.Add(at.PathOf(field), $"\"{value}\"", demand);
    }

    private static string? RegionOfKey(string arn) => KeyArn().Match(arn) is { Success: true } match ? match.Groups["region"].Value : null;

    [GeneratedRegex(@"^\d{12}\z", RegexOptions.CultureInvariant)]
    private static partial Regex AccountNumber();

    // No alias: it would be looked up in the account that calls, which need not be the one that owns the bucket.
    [GeneratedRegex(@"^arn:aws[a-z-]*:kms:(?<region>[a-z0-9-]+):\d{12}:key/[A-Za-z0-9-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyArn();
}
