using System.Text.RegularExpressions;
using CacheBackup.Core.Requests;
using CacheBackup.Rdb;

namespace CacheBackup.Core.Restores;

/// <summary>What a request may want of the new cache, before its backup is known.</summary>
internal static partial class NewCacheRules
{
    public static void Check(NewCache cache, RestoreSource backup, FieldReader at, RequestProblems problems)
    {
        CheckForm(nameof(cache.ReplicationGroupId), cache.ReplicationGroupId, GroupId(),
            "it has to start with a letter, hold only letters, digits and single hyphens, 40 at most, and not end with a hyphen");
        CheckForm(nameof(cache.NodeType), cache.NodeType, NodeTypeName(), "it has to be a node type, such as cache.r7g.large");
        CheckForm(nameof(cache.Engine), cache.Engine, EngineName(), "it has to be valkey or redis");
        CheckForm(nameof(cache.EngineVersion), cache.EngineVersion, Version(), "it has to be a version, such as 8.0");
        CheckEngine(cache, at, problems);
        CheckEncryption(cache, at, problems);
        CheckTags(cache.Tags, at.PathOf(nameof(cache.Tags)), problems);
        if (cache is { ClusterMode: false, Shards: > 1 and var shards })
        {
            problems.Add(at.PathOf(nameof(cache.Shards)), $"{shards}", "without cluster mode there is one shard");
        }

        if (backup.Files is not null)
        {
            Require(nameof(cache.NodeType), cache.NodeType);
            Require(nameof(cache.Engine), cache.Engine);
            Require(nameof(cache.EngineVersion), cache.EngineVersion);
        }

        void CheckForm(string field, string? value, Regex form, string demand)
        {
            if (value is { Length: > 0 } && !form.IsMatch(value))
            {
                problems.Add(at.PathOf(field), $"\"{value}\"", demand);
            }
        }

        void Require(string field, string? value)
        {
            if (value is null)
            {
                problems.Add(at.PathOf(field), null, "is missing: files do not say what cache they are of");
            }
        }
    }

    private static void CheckEngine(NewCache cache, FieldReader at, RequestProblems problems)
    {
        if (cache is { Engine: not null, EngineVersion: null })
        {
            problems.Add(at.PathOf(nameof(cache.EngineVersion)), null, "is missing beside Engine: versions of two engines do not compare");
        }
        else if (cache is { Engine: "redis" or "valkey" } && !RdbTarget.TryParse($"{cache.Engine}:{cache.EngineVersion}", out _))
        {
            problems.Add(
                at.PathOf(nameof(cache.EngineVersion)), $"\"{cache.EngineVersion}\"", "it has to be redis from 2.6 or valkey from 7.2");
        }
    }

    private static void CheckEncryption(NewCache cache, FieldReader at, RequestProblems problems)
    {
        if (cache.KmsKeyId is not { } key)
        {
            return;
        }

        if (RequestRules.RegionOfKey(key) is null)
        {
            problems.Add(at.PathOf(nameof(cache.KmsKeyId)), $"\"{key}\"", "it has to be the ARN of a KMS key");
        }

        if (cache.AtRestEncryption == false)
        {
            problems.Add(at.PathOf(nameof(cache.KmsKeyId)), $"\"{key}\"", "AtRestEncryption is false");
        }
    }

    private static void CheckTags(IReadOnlyDictionary<string, string>? tags, string path, RequestProblems problems)
    {
        foreach (var (key, value) in tags ?? new Dictionary<string, string>())
        {
            if (key.Length is 0 or > 128 || value.Length > 256)
            {
                problems.Add(path, $"\"{key}\"", "a key has 1 to 128 characters and a value 256 at most");
            }
            else if (RestoreTags.IsReserved(key))
            {
                problems.Add(path, $"\"{key}\"", "keys that start with aws: or cache-backup: are not for requests, except cache-backup:drill");
            }
        }
    }

    [GeneratedRegex(@"^(?=.{1,40}\z)[A-Za-z](-?[A-Za-z0-9])*\z", RegexOptions.CultureInvariant)]
    private static partial Regex GroupId();

    [GeneratedRegex(@"^cache\.[a-z0-9]+\.[a-z0-9]+\z", RegexOptions.CultureInvariant)]
    private static partial Regex NodeTypeName();

    [GeneratedRegex(@"^(valkey|redis)\z", RegexOptions.CultureInvariant)]
    private static partial Regex EngineName();

    [GeneratedRegex(@"^\d{1,3}(\.\d{1,3}){0,2}\z", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}
