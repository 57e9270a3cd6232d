using System.Security.Cryptography;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;
using CacheBackup.LocalAws.S3;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Copies.Soak;

/// <summary>The files of the runs on one local AWS, and the originals they are compared with.</summary>
internal sealed class SoakFiles
{
    public const string Key = "p/cache/backup/shard-0001.rdb";

    /// <summary>Three parts of 5 MiB and some bytes.</summary>
    public const int CompositeBytes = (3 * CompositePartBytes) + 12_345;

    private const int CompositePartBytes = 5 << 20;
    private const int WindowBytes = 64;

    private readonly LocalAwsFixture _aws;
    private readonly BucketObjects _objects;
    private readonly BucketLocation _originals;

    private SoakFiles(LocalAwsFixture aws, BucketLocation originals) =>
        (_aws, _objects, _originals) = (aws, new BucketObjects(aws.Aws), originals);

    /// <summary>Writes what all runs share.</summary>
    public static async Task<SoakFiles> CreateAsync(LocalAwsFixture aws)
    {
        var files = new SoakFiles(aws, await aws.NewBucketAsync());
        await files.UploadCompositeAsync();
        return files;
    }

    /// <summary>Puts the file of a run where it is to be copied from, and its original where nothing changes it.</summary>
    public async Task<ObjectFacts> ExportAsync(SoakPlan plan, BucketLocation source)
    {
        if (plan.IsComposite)
        {
            await CopyInPartsAsync(_originals, source);
        }
        else
        {
            Generate(source.Bucket, Key, plan.Seed, plan.Bytes);
            Generate(_originals.Bucket, Original(plan), plan.Seed, plan.Bytes);
        }

        return (await _objects.HeadAsync(source, Key, CancellationToken.None))!;
    }

    /// <summary>Another file under a key.</summary>
    public void Replace(BucketLocation bucket, long bytes) => Generate(bucket.Bucket, Key, -1, bytes);

    /// <summary>Whether the object there now is the run's file: by size, by what lies around each part's ends, by the checksum.</summary>
    public async Task<string?> DifferenceAsync(SoakPlan plan, BucketLocation target)
    {
        var copy = await _objects.HeadAsync(target, Key, CancellationToken.None);
        var original = (await _objects.HeadAsync(_originals, Original(plan), CancellationToken.None))!;
        if (copy is null || copy.Bytes != plan.Bytes)
        {
            return $"{copy?.Bytes.ToString() ?? "no"} bytes instead of {plan.Bytes}";
        }

        for (var edge = 0L; edge <= plan.Bytes; edge += 5 << 20)
        {
            var (first, last) = (Math.Max(0, edge - WindowBytes), Math.Min(plan.Bytes, edge + WindowBytes) - 1);
            var (expected, actual) = (new byte[last - first + 1], new byte[last - first + 1]);
            await _objects.ReadAsync(_originals, original, first, expected, CancellationToken.None);
            if (!await _objects.ReadAsync(target, copy, first, actual, CancellationToken.None) || !actual.AsSpan().SequenceEqual(expected))
            {
                return $"other bytes from {first} to {last}";
            }
        }

        return plan.IsComposite || copy.Checksum?.Value == original.Checksum?.Value
            ? null
            : $"{copy.Checksum} instead of {original.Checksum}";
    }

    private void Generate(string bucket, string key, int seed, long bytes) =>
        _aws.Host.S3.Put(bucket, key, new GeneratedObject(seed, bytes) { PartBytes = 16 << 20 });

    private static string Original(SoakPlan plan) => plan.IsComposite ? Key : $"{plan.Seed}";

    private async Task UploadCompositeAsync()
    {
        var s3 = _aws.Aws.S3(_originals.Region);
        var content = RandomNumberGenerator.GetBytes(CompositeBytes);
        var upload = await BeginCompositeAsync(_originals);
        var parts = new List<PartETag>();
        foreach (var chunk in content.Chunk(CompositePartBytes))
        {
            using var body = new MemoryStream(chunk);
            var part = await s3.UploadPartAsync(new UploadPartRequest
            {
                BucketName = _originals.Bucket,
                Key = Key,
                UploadId = upload,
                PartNumber = parts.Count + 1,
                InputStream = body,
                ChecksumAlgorithm = ChecksumAlgorithm.SHA256,
            });
            parts.Add(new PartETag(part) { ChecksumSHA256 = part.ChecksumSHA256 });
        }

        await CompleteAsync(_originals, upload, parts);
    }

    private async Task CopyInPartsAsync(BucketLocation from, BucketLocation to)
    {
        var upload = await BeginCompositeAsync(to);
        var parts = new List<PartETag>();
        for (var first = 0L; first < CompositeBytes; first += CompositePartBytes)
        {
            var part = await _aws.Aws.S3(to.Region).CopyPartAsync(new CopyPartRequest
            {
                SourceBucket = from.Bucket,
                SourceKey = Key,
                FirstByte = first,
                LastByte = Math.Min(first + CompositePartBytes, CompositeBytes) - 1,
                DestinationBucket = to.Bucket,
                DestinationKey = Key,
                UploadId = upload,
                PartNumber = parts.Count + 1,
            });
            parts.Add(new PartETag(parts.Count + 1, part.ETag) { ChecksumSHA256 = part.ChecksumSHA256 });
        }

        await CompleteAsync(to, upload, parts);
    }

    private async Task<string> BeginCompositeAsync(BucketLocation bucket) =>
        (await _aws.Aws.S3(bucket.Region).InitiateMultipartUploadAsync(new InitiateMultipartUploadRequest
        {
            BucketName = bucket.Bucket,
            Key = Key,
            ChecksumAlgorithm = ChecksumAlgorithm.SHA256,
            ChecksumType = ChecksumType.COMPOSITE,
        })).UploadId;

    private Task<CompleteMultipartUploadResponse> CompleteAsync(BucketLocation bucket, string upload, List<PartETag> parts) =>
        _aws.Aws.S3(bucket.Region).CompleteMultipartUploadAsync(new CompleteMultipartUploadRequest
        {
            BucketName = bucket.Bucket,
            Key = Key,
            UploadId = upload,
            PartETags = parts,
        });
}
