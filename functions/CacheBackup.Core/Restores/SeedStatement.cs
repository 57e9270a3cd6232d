using CacheBackup.Core.Permissions;

namespace CacheBackup.Core.Restores;

/// <summary>The one bucket policy statement of one restore.</summary>
/// <param name="Sid">One per restore, so that each removes its own.</param>
/// <param name="Json">Null where the Region's service principal is not documented.</param>
public sealed record SeedStatement(string Sid, string? Json)
{
    /// <summary>How the Sids of all restores start.</summary>
    public const string SidStart = "CacheRestore";

    // 5 KiB of ARNs, of the 20 that a policy may have.
    private const int MostKeys = 40;

    /// <summary>The statement of a restore.</summary>
    /// <param name="plan">Its id, and where the files are.</param>
    /// <param name="keys">The files. Many of one backup are named by its folder, in which no other RDB files are.</param>
    public static SeedStatement Of(RestorePlan plan, IReadOnlyList<string> keys)
    {
        var bucket = plan.Seed.Bucket;
        var named = plan.Seed.Folder is { } folder && keys.Count > MostKeys ? [$"{folder}/*.rdb"] : keys;
        var sid = SidOf(plan.RestoreId);
        return new SeedStatement(sid, GrantStatement.SeedJsonOf(bucket.Bucket, bucket.Region, sid, named));
    }

    /// <summary>Such as <c>CacheRestore20261120t041500z0123abcd</c>.</summary>
    public static string SidOf(string restoreId) => SidStart + restoreId.Replace("-", "", StringComparison.Ordinal);
}
