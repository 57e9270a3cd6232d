using CacheBackup.Core.Requests;

namespace CacheBackup.Core.Restores;

/// <summary>What a request may restore, taken by itself.</summary>
internal static class RestoreSourceRules
{
    /// <summary>As many files as a cache has shards.</summary>
    public const int MostFiles = 500;

    // The keys travel through the state machine twice at a time, and its payloads end at 256 KiB.
    private const int MostCharacters = 60_000;

    public static void Check(RestoreSource source, FieldReader at, RequestProblems problems)
    {
        var given = new object?[] { source.Manifest, source.Latest, source.Files }.Count(part => part is not null);
        if (given != 1)
        {
            problems.Add(at.Path, null, $"holds {given} backups, but has to hold exactly one of Manifest, Latest and Files");
        }

        // A backup is a folder: its files and reports are found beside the manifest.
        if (source.Manifest is { } manifest && !manifest.Key.Contains('/', StringComparison.Ordinal))
        {
            problems.Add(at.PathOf(nameof(source.Manifest)), $"\"{manifest}\"", "it has to be in the folder of its backup, s3://bucket/folder/manifest.json");
        }

        RequestRules.CheckRegion(source.Region, at.PathOf(nameof(source.Region)), problems);
        RequestRules.CheckAccount(source.AccountId, at.PathOf(nameof(source.AccountId)), problems);
        if (source.Files is { } files)
        {
            CheckFiles(files, at.PathOf(nameof(source.Files)), problems);
            CheckNoCopy(source.CopyTo, at.PathOf(nameof(source.CopyTo)), problems);
        }
    }

    // What has no manifest cannot be compared with anything after it was copied.
    private static void CheckNoCopy(string? bucket, string path, RequestProblems problems)
    {
        if (bucket is not null)
        {
            problems.Add(path, $"\"{bucket}\"", "only a backup is copied: upload the Files to a bucket of the machine's Region");
        }
    }

    private static void CheckFiles(IReadOnlyList<ObjectPath> files, string path, RequestProblems problems)
    {
        if (files.Count is 0 or > MostFiles)
        {
            problems.Add(path, null, $"holds {files.Count} files, but has to hold 1 to {MostFiles}");
            return;
        }

        if (files.Select(file => file.Bucket).Distinct(StringComparer.Ordinal).Skip(1).FirstOrDefault() is { } other)
        {
            problems.Add(path, null, $"names the buckets {files[0].Bucket} and {other}, but all files have to be in one bucket");
        }

        if (files.GroupBy(file => file.Key, StringComparer.Ordinal).FirstOrDefault(key => key.Count() > 1) is { } twice)
        {
            problems.Add(path, null, $"names {twice.First()} {twice.Count()} times, but every file is one shard's");
        }

        var characters = files.Sum(file => file.Key.Length);
        if (characters > MostCharacters)
        {
            problems.Add(path, null, $"holds keys of {characters} characters together, but may hold {MostCharacters}; use shorter keys");
        }
    }
}
