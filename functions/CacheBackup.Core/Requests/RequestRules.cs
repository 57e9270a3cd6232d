using System.Text.RegularExpressions;
using CacheBackup.Core.Regions;
using CacheBackup.Rdb;

namespace CacheBackup.Core.Requests;

/// <summary>Rules over a whole request: its prefix, and how its buckets relate.</summary>
internal static partial class RequestRules
{
    // ElastiCache takes names of 1000 characters, S3 keys of 1024 bytes. The cache's id takes 50, the backup's 25, the file the rest.
    private const int LongestKeyPrefix = 800;
    private const int MostDestinations = 10;

    public static void CheckKeyPrefix(string prefix, string path, RequestProblems problems)
    {
        if (prefix.Length > LongestKeyPrefix)
        {
            problems.Add(path, $"\"{prefix}\"", $"it may have {LongestKeyPrefix} characters at most");
        }
        else if (!Folders().IsMatch(prefix))
        {
            problems.Add(
                path,
                $"\"{prefix}\"",
                "it has to be names of lower-case letters, digits and -_.= that start with a letter or digit, "
                + "joined by single slashes, without a slash at either end");
        }
    }

    public static void CheckNumber(IReadOnlyList<CopyDestination> destinations, string path, RequestProblems problems)
    {
        if (destinations.Count > MostDestinations)
        {
            problems.Add(path, null, $"holds {destinations.Count} buckets, but may hold {MostDestinations} at most");
        }
    }

    /// <param name="bucket">The next bucket of the request.</param>
    /// <param name="path">The field that names it.</param>
    /// <param name="paths">The buckets before it, each with the field that names it; the new one is added.</param>
    /// <param name="problems">Where a repetition is noted.</param>
    public static void CheckIsNew(string bucket, string path, Dictionary<string, string> paths, RequestProblems problems)
    {
        if (bucket.Length > 0 && !paths.TryAdd(bucket, path))
        {
            problems.Add(path, $"\"{bucket}\"", $"{paths[bucket]} is the same bucket; every copy needs its own");
        }
    }

    public static void CheckTarget(string? target, string path, RequestProblems problems)
    {
        if (target is not null && !RdbTarget.TryParse(target, out _))
        {
            problems.Add(
                path, $"\"{target}\"", "it has to be an engine and its version, redis from 2.6 or valkey from 7.2, such as redis:7.1 or valkey:8.1");
        }
    }

    public static void CheckRegion(string? region, string path, RequestProblems problems)
    {
        if (region is { Length: > 0 } && !RegionFacts.LooksLikeRegion(region))
        {
            problems.Add(path, $"\"{region}\"", "it has to be a Region's name, such as eu-west-1");
        }
    }

    public static void CheckAccount(string? accountId, string path, RequestProblems problems)
    {
        if (accountId is not null && !AccountNumber().IsMatch(accountId))
        {
            problems.Add(path, $"\"{accountId}\"", "it has to be an account number of 12 digits");
        }
    }

    /// <summary>The Region of a KMS key's ARN; null where it is none.</summary>
    public static string? RegionOfKey(string arn) => KeyArn().Match(arn) is { Success: true } match ? match.Groups["region"].Value : null;

    // ElastiCache lower-cases what it is given, so an upper-case prefix would name two places. A dot first would allow "..".
    [GeneratedRegex(@"^[a-z0-9][a-z0-9_.=-]*(/[a-z0-9][a-z0-9_.=-]*)*\z", RegexOptions.CultureInvariant)]
    private static partial Regex Folders();

    [GeneratedRegex(@"^\d{12}\z", RegexOptions.CultureInvariant)]
    private static partial Regex AccountNumber();

    // No alias: it would be looked up in the account that calls, which need not be the one that owns the bucket.
    [GeneratedRegex(@"^arn:aws[a-z-]*:kms:(?<region>[a-z0-9-]+):\d{12}:key/[A-Za-z0-9-]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex KeyArn();
}
