using CacheBackup.Core.Manifests;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;
using CacheBackup.UnitTests.Manifests;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Restores;

/// <summary>A backup of one file that is only in <see cref="LocalAwsFixture.OtherRegion"/>, and an empty bucket in the Region of restores.</summary>
internal sealed record ElsewhereBackup(LocalAwsFixture Aws, BucketLocation Source, BucketLocation Target, BackupManifest Manifest)
{
    public const string Folder = "elasticache/orders/20261118t030000z-00000001";
    public const string Name = "shard-0001.rdb";
    public const string Key = $"{Folder}/{Name}";
    public const string ReportKey = $"{Folder}/shard-0001.verify.json";
    public const string ManifestKey = $"{Folder}/manifest.json";

    /// <summary>Publishes one.</summary>
    /// <param name="aws">Where.</param>
    /// <param name="file">The file's content; null for a small one with its report.</param>
    /// <param name="versioned">Whether both buckets keep versions.</param>
    public static async Task<ElsewhereBackup> PublishAsync(LocalAwsFixture aws, byte[]? file = null, bool versioned = false)
    {
        var (source, target) = (await aws.NewBucketAsync(LocalAwsFixture.OtherRegion, versioned), await aws.NewBucketAsync(versioned: versioned));
        await aws.PutAsync(source, Key, file ?? RdbFile.WithKeys(12));
        if (file is null)
        {
            await aws.VerifyAsync(source, Folder, Name);
        }

        var head = (await new BucketObjects(aws.Aws).HeadAsync(source, Key, CancellationToken.None))!;
        var sample = ManifestSamples.Manifest();
        var described = sample.Files[0] with { Bytes = head.Bytes, ETag = head.ETag, VersionId = head.VersionId, Checksum = head.Checksum, Copies = [] };
        var manifest = sample with
        {
            Folder = Folder,
            ExportBucket = source,
            Files = [described],
            Source = sample.Source with { UserGroupIds = [] },
        };
        await aws.PutAsync(source, ManifestKey, ManifestFormat.Write(manifest));
        return new ElsewhereBackup(aws, source, target, manifest);
    }

    /// <summary>A restore in <see cref="LocalAwsFixture.Region"/> that may copy it.</summary>
    public RestoreRun NewRestore(string? copyTo = null) => Aws.NewRestore(
        new { Manifest = $"s3://{Source.Bucket}/{ManifestKey}", Source.Region, CopyTo = copyTo ?? Target.Bucket });

    /// <summary>One that has been read.</summary>
    public async Task<RestoreRun> ReadAsync()
    {
        var restore = NewRestore();
        await restore.ReadBackupAsync();
        return restore;
    }
}
