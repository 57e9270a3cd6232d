using CacheBackup.Core.Plans;

namespace CacheBackup.Core.Verification;

/// <summary>An exported file, and what its verification keeps beside it.</summary>
/// <param name="Bucket">The export bucket.</param>
/// <param name="Folder">The backup's folder.</param>
/// <param name="Name">The file's key relative to the folder, such as <c>shard-0001.rdb</c>.</param>
public sealed record ExportedFile(BucketLocation Bucket, string Folder, string Name)
{
    private const string Extension = ".rdb";

    /// <summary>Its key.</summary>
    public string Key => $"{Folder}/{Name}";

    /// <summary>Key of the report, such as <c>…/shard-0001.verify.json</c>.</summary>
    public string ReportKey => $"{Folder}/{ReportNameOf(Name)}";

    /// <summary>Key of the checkpoint of a verification under way.</summary>
    public string CheckpointKey => $"{Folder}/{Stem(Name)}.verify.checkpoint";

    /// <summary>Name of a file's report relative to the folder.</summary>
    /// <param name="name">The file's name.</param>
    public static string ReportNameOf(string name) => $"{Stem(name)}.verify.json";

    /// <summary>Bucket and key, as messages name it.</summary>
    public override string ToString() => $"s3://{Bucket.Bucket}/{Key}";

    private static string Stem(string name) => name.EndsWith(Extension, StringComparison.Ordinal) ? name[..^Extension.Length] : name;
}
