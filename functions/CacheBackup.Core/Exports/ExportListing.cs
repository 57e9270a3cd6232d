using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CacheBackup.Core.Objects;

namespace CacheBackup.Core.Exports;

/// <summary>The files of one export attempt that are in the bucket, in the order of their keys.</summary>
public sealed class ExportListing
{
    private const string Suffix = ".rdb";

    // 64 bits tell two listings of one run apart, and the text travels through the state machine.
    private const int DigestBytes = 8;

    private readonly string _keyPrefix;
    private readonly List<ListedObject> _files;

    /// <summary>
    /// Keeps what belongs to the attempt. Which suffixes ElastiCache gives to shards with ids of one's own is unknown, so any
    /// is taken.
    /// </summary>
    public ExportListing(StartedExport export, IEnumerable<ListedObject> objects)
    {
        _keyPrefix = export.KeyPrefix;
        _files = [.. objects.Where(IsOfAttempt).OrderBy(file => file.Key, StringComparer.Ordinal)];
        Digest = DigestOf(_files);
    }

    /// <summary>How many files there are.</summary>
    public int Count => _files.Count;

    /// <summary>16 hexadecimal digits that change with any key, size or ETag.</summary>
    public string Digest { get; }

    /// <summary>The keys relative to a backup's folder, such as <c>shard-0001.rdb</c>.</summary>
    public IReadOnlyList<string> NamesIn(string folder) => [.. _files.Select(file => file.Key[(folder.Length + 1)..])];

    /// <summary>The ends of the keys that ElastiCache would give by default and that are not there.</summary>
    /// <param name="shards">How many there should be.</param>
    public IReadOnlyList<string> MissingSuffixes(int shards)
    {
        var present = _files.Select(file => file.Key[(_keyPrefix.Length - 1)..]).ToHashSet(StringComparer.Ordinal);
        var expected = Enumerable.Range(1, shards).Select(number => $"-{number.ToString("D4", CultureInfo.InvariantCulture)}{Suffix}");
        return [.. expected.Where(suffix => !present.Contains(suffix))];
    }

    private static string DigestOf(IEnumerable<ListedObject> files)
    {
        var text = string.Join('\n', files.Select(file => $"{file.Key}:{file.Bytes}:{file.ETag}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, DigestBytes));
    }

    private bool IsOfAttempt(ListedObject file) =>
        file.Key.StartsWith(_keyPrefix, StringComparison.Ordinal) && file.Key.EndsWith(Suffix, StringComparison.Ordinal);
}
