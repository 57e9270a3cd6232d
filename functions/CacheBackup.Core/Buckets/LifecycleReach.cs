using Amazon.S3;
using Amazon.S3.Model;

namespace CacheBackup.Core.Buckets;

/// <summary>Whether a lifecycle rule takes backups away, or moves them where they cannot be read at once.</summary>
internal static class LifecycleReach
{
    /// <param name="rule">One rule of the bucket.</param>
    /// <param name="keyPrefix">The prefix of all backups.</param>
    public static bool Touches(LifecycleRule rule, string keyPrefix) =>
        rule.Status == LifecycleRuleStatus.Enabled
        && (Expires(rule) || Archiving(rule) is not null)
        && !NeedsTag(rule)
        && Overlaps(PrefixOf(rule), $"{keyPrefix}/");

    public static string Describe(LifecycleRule rule) =>
        Expires(rule)
            ? $"deletes backups {When(rule.Expiration.Days, rule.Expiration.Date)}"
            : $"moves backups to an archive class {When(Archiving(rule)!.Days, Archiving(rule)!.Date)}, "
            + "where they have to be thawed before a restore,";

    private static bool Expires(LifecycleRule rule) => rule.Expiration is { Days: not null } or { Date: not null };

    private static LifecycleTransition? Archiving(LifecycleRule rule) => rule.Transitions?.Find(transition =>
        transition.StorageClass == S3StorageClass.Glacier || transition.StorageClass == S3StorageClass.DeepArchive);

    // Backups carry no tags of their own.
    private static bool NeedsTag(LifecycleRule rule) =>
        rule.Filter?.Tag is not null || rule.Filter?.And?.Tags is { Count: > 0 } || Predicates(rule).OfType<LifecycleTagPredicate>().Any();

#pragma warning disable CS0618 // Rules made long ago have their prefix outside the filter, where nobody should put it now.
    private static string PrefixOf(LifecycleRule rule) =>
        Predicates(rule).OfType<LifecyclePrefixPredicate>().FirstOrDefault()?.Prefix
        ?? rule.Filter?.Prefix ?? rule.Filter?.And?.Prefix ?? rule.Prefix ?? "";
#pragma warning restore CS0618

    // The SDK has a filter in two shapes, and answers with this one.
    private static List<LifecycleFilterPredicate> Predicates(LifecycleRule rule) => rule.Filter?.LifecycleFilterPredicate switch
    {
        null => [],
        LifecycleAndOperator and => and.Operands ?? [],
        { } single => [single],
    };

    private static bool Overlaps(string one, string other) =>
        one.StartsWith(other, StringComparison.Ordinal) || other.StartsWith(one, StringComparison.Ordinal);

    private static string When(int? days, DateTime? date) => days is { } after ? $"after {after} days" : $"from {date:yyyy-MM-dd} on";
}
