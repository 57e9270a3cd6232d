namespace CacheBackup.Core.Requests;

/// <summary>What one destination may be, taken by itself. Its bucket's name is judged with the bucket.</summary>
internal static class DestinationRules
{
    public const string DefaultStorageClass = "STANDARD";

    // A backup must restore when all else is gone: no class that needs a thaw first (GLACIER, DEEP_ARCHIVE).
    private static readonly string[] ReadableClasses =
        [DefaultStorageClass, "STANDARD_IA", "ONEZONE_IA", "INTELLIGENT_TIERING", "GLACIER_IR"];

    public static void Check(CopyDestination destination, FieldReader at, RequestProblems problems)
    {
        RequestRules.CheckRegion(destination.Region, at.PathOf(nameof(destination.Region)), problems);
        RequestRules.CheckAccount(destination.AccountId, at.PathOf(nameof(destination.AccountId)), problems);
        if (!ReadableClasses.Contains(destination.StorageClass, StringComparer.Ordinal))
        {
            Refuse(
                nameof(destination.StorageClass),
                destination.StorageClass,
                $"it has to be readable at once, so one of {string.Join(", ", ReadableClasses)}; "
                + "move old copies to an archive class by a lifecycle rule");
        }

        if (destination.KmsKeyId is { } key && RequestRules.RegionOfKey(key) != destination.Region)
        {
            Refuse(
                nameof(destination.KmsKeyId), key, $"it has to be the ARN of a KMS key in the destination's Region {destination.Region}");
        }

        if (destination is { BucketKey: true, KmsKeyId: null })
        {
            problems.Add(at.PathOf(nameof(destination.BucketKey)), "true", "there is no key to use without KmsKeyId");
        }

        void Refuse(string field, string value, string demand) => problems.Add(at.PathOf(field), $"\"{value}\"", demand);
    }
}
