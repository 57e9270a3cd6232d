using System.Text.RegularExpressions;
using CacheBackup.LocalAws.ElastiCache.Wire;

namespace CacheBackup.LocalAws.ElastiCache.Model;

/// <summary>The identifiers of ElastiCache: stored lower-case.</summary>
internal static partial class Names
{
    public static string ReplicationGroup(string id) => Identifier("ReplicationGroupId", id, 40);

    public static string CacheCluster(string id) => Identifier("CacheClusterId", id, 50);

    public static string Snapshot(string parameter, string name) => Identifier(parameter, name, 40);

    private static string Identifier(string parameter, string value, int longest)
    {
        if (value.Length > longest || !Pattern().IsMatch(value))
        {
            throw ServiceError.InvalidValue(
                $"The parameter {parameter} is not a valid identifier. Identifiers must begin with a letter; must contain only ASCII "
                + "letters, digits, and hyphens; must not end with a hyphen or contain two consecutive hyphens; and must have 1 to "
                + $"{longest} characters.");
        }

        return value.ToLowerInvariant();
    }

    [GeneratedRegex("^[A-Za-z](?:-?[A-Za-z0-9])*$")]
    private static partial Regex Pattern();
}
