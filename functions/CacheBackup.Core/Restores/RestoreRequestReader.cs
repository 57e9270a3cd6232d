using System.Text.Json;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Requests;

namespace CacheBackup.Core.Restores;

/// <summary>Turns an execution's input into a <see cref="RestoreRequest"/>, or into one error that lists all its problems.</summary>
internal static class RestoreRequestReader
{
    private static readonly RestoreRequest Defaults = new(new RestoreSource(), new NewCache(""), new RestorePolling());

    public static RestoreRequest Read(JsonElement element)
    {
        var problems = new RequestProblems();
        var request = Read(element, problems);
        problems.ThrowIfAny((fact, hint) => new InvalidRestoreRequestException(fact, hint));
        return request;
    }

    /// <summary>Reads a request that is a part of another one, whose problems are noted there.</summary>
    public static RestoreRequest Read(JsonElement element, RequestProblems problems) =>
        FieldReader.Of(element, "", problems) is { } fields ? ReadRequest(fields, problems) : Defaults;

    private static RestoreRequest ReadRequest(FieldReader fields, RequestProblems problems)
    {
        var backup = ReadBackup(fields, problems);
        var request = new RestoreRequest(
            backup, ReadCache(fields, backup, problems), ReadPolling(fields), fields.Text(nameof(RestoreRequest.DrillId)));
        fields.RefuseOthers();
        DrillNames.Check(request, problems);
        return request;
    }

    private static RestoreSource ReadBackup(FieldReader fields, RequestProblems problems)
    {
        if (fields.RequiredObject(nameof(RestoreRequest.Backup)) is not { } backup)
        {
            return Defaults.Backup;
        }

        var before = problems.Count;
        var read = new RestoreSource(
            ReadPath(backup.Text(nameof(RestoreSource.Manifest)), backup.PathOf(nameof(RestoreSource.Manifest)), problems),
            ReadLatest(backup, problems),
            ReadFiles(backup, problems),
            backup.Text(nameof(RestoreSource.Region)),
            backup.Text(nameof(RestoreSource.AccountId)),
            backup.Text(nameof(RestoreSource.CopyTo)));
        backup.RefuseOthers();
        if (problems.Count == before)
        {
            RestoreSourceRules.Check(read, backup, problems);
        }

        return read;
    }

    private static LatestBackup? ReadLatest(FieldReader backup, RequestProblems problems)
    {
        if (backup.Object(nameof(RestoreSource.Latest)) is not { } latest)
        {
            return null;
        }

        var read = new LatestBackup(
            latest.RequiredText(nameof(LatestBackup.CacheId)) ?? "",
            latest.RequiredText(nameof(LatestBackup.Bucket)) ?? "",
            latest.Text(nameof(LatestBackup.KeyPrefix)) ?? new LatestBackup("", "").KeyPrefix);
        latest.RefuseOthers();
        RequestRules.CheckKeyPrefix(read.KeyPrefix, latest.PathOf(nameof(LatestBackup.KeyPrefix)), problems);
        if (read.CacheId.Length > 0 && !SourceRules.LooksLikeCacheId(read.CacheId))
        {
            problems.Add(
                latest.PathOf(nameof(LatestBackup.CacheId)),
                $"\"{read.CacheId}\"",
                "it has to start with a letter and hold only letters, digits and hyphens, 50 at most");
        }

        return read with { CacheId = read.CacheId.ToLowerInvariant() };
    }

    private static List<ObjectPath>? ReadFiles(FieldReader backup, RequestProblems problems) =>
        backup.OptionalTexts(nameof(RestoreSource.Files))?
            .Select((text, index) => ReadPath(text, $"{backup.PathOf(nameof(RestoreSource.Files))}[{index}]", problems))
            .OfType<ObjectPath>().ToList();

    private static ObjectPath? ReadPath(string? text, string path, RequestProblems problems)
    {
        ObjectPath? read = null;
        if (text is not null && !ObjectPath.TryParse(text, out read))
        {
            problems.Add(path, $"\"{text}\"", "it has to be s3://bucket/key");
        }

        return read;
    }

    private static NewCache ReadCache(FieldReader fields, RestoreSource backup, RequestProblems problems)
    {
        if (fields.RequiredObject(nameof(RestoreRequest.NewCache)) is not { } cache)
        {
            return Defaults.NewCache;
        }

        var read = new NewCache(
            (cache.RequiredText(nameof(NewCache.ReplicationGroupId)) ?? "").ToLowerInvariant(),
            cache.Text(nameof(NewCache.NodeType)),
            cache.Text(nameof(NewCache.Engine)),
            cache.Text(nameof(NewCache.EngineVersion)),
            cache.OptionalFlag(nameof(NewCache.ClusterMode)),
            cache.OptionalNumber(nameof(NewCache.Shards), 1, RestoreSourceRules.MostFiles),
            cache.OptionalNumber(nameof(NewCache.ReplicasPerShard), 0, 5),
            cache.Text(nameof(NewCache.ParameterGroup)),
            cache.Text(nameof(NewCache.SubnetGroup)),
            cache.OptionalTexts(nameof(NewCache.SecurityGroupIds)),
            cache.OptionalFlag(nameof(NewCache.TransitEncryption)),
            cache.OptionalFlag(nameof(NewCache.AtRestEncryption)),
            cache.Text(nameof(NewCache.KmsKeyId)),
            cache.OptionalTexts(nameof(NewCache.UserGroupIds)),
            cache.OptionalTextsByName(nameof(NewCache.Tags)));
        cache.RefuseOthers();
        NewCacheRules.Check(read, backup, cache, problems);
        return read;
    }

    internal static RestorePolling ReadPolling(FieldReader fields)
    {
        var defaults = Defaults.Polling;
        if (fields.Object(nameof(RestoreRequest.Polling)) is not { } polling)
        {
            return defaults;
        }

        var interval = polling.Seconds(nameof(RestorePolling.IntervalSeconds), defaults.IntervalSeconds, 1, 300);
        var read = new RestorePolling(
            interval,
            // No wait is shorter than the first one.
            polling.Seconds(nameof(RestorePolling.MaximumIntervalSeconds), Math.Max(interval, defaults.MaximumIntervalSeconds), interval, 3600),
            polling.Seconds(nameof(RestorePolling.CacheDeadlineSeconds), defaults.CacheDeadlineSeconds, 60, 86400));
        polling.RefuseOthers();
        return read;
    }
}
