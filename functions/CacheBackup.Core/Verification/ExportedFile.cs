using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Verification;

/// <summary>An exported file, and what its verification keeps beside it.</summary>
/// <param name="Bucket">The export bucket.</param>
/// <param name="Folder">The backup's folder.</param>
/// <param name="Name">The file's key relative to the folder, such as <c>shard-0001.rdb</c>.</param>
public sealed record ExportedFile(BucketLocation Bucket, string Folder, string Name)
{
    private const string Extension = ".rdb";

    /// <summary>
    /// Part of the names of what is kept beside it, where one name may stand for several files over time; null where it stands
    /// for one.
    /// </summary>
    public string? Mark { get; init; }

    /// <summary>Its key.</summary>
    public string Key => KeyOf(Name);

    /// <summary>Key of the report, such as <c>…/shard-0001.verify.json</c>.</summary>
    public string ReportKey => KeyOf(ReportNameOf(MarkedName));

    /// <summary>Key of the checkpoint of a verification under way.</summary>
    public string CheckpointKey => KeyOf($"{Stem(MarkedName)}.verify.checkpoint");

    private string MarkedName => Mark is null ? Name : $"{Stem(Name)}.{Mark}{Extension}";

    /// <summary>Any file of a bucket, as it is now: its report is that of this version.</summary>
    /// <param name="bucket">Where it is.</param>
    /// <param name="pin">The version.</param>
    public static ExportedFile Of(BucketLocation bucket, ObjectFacts pin)
    {
        var slash = pin.Key.LastIndexOf('/');
        return new ExportedFile(bucket, pin.Key[..Math.Max(0, slash)], pin.Key[(slash + 1)..]) { Mark = pin.ETag };
    }

    /// <summary>Name of a file's report relative to the folder.</summary>
    /// <param name="name">The file's name.</param>
    public static string ReportNameOf(string name) => $"{Stem(name)}.verify.json";

    /// <summary>Bucket and key, as messages name it.</summary>
    public override string ToString() => $"s3://{Bucket.Bucket}/{Key}";

    private static string Stem(string name) => name.EndsWith(Extension, StringComparison.Ordinal) ? name[..^Extension.Length] : name;

    private string KeyOf(string name) => Folder.Length == 0 ? name : $"{Folder}/{name}";
}
