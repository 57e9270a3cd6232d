using System.Security.Cryptography;
using Amazon.S3.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Copies;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Requests;
using CacheBackup.Core.Verification;
using CacheBackup.Rdb;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Copies;

/// <summary>A file of a few parts, and what the state machine does with it: rounds until the copy is finished.</summary>
internal sealed class LargeCopy
{
    public const string Key = "p/cache/backup/shard-0001.rdb";

    /// <summary>Four parts of 5 MiB and a last one of 1 MiB.</summary>
    public const int Parts = 5;

    public const int Bytes = (20 << 20) + (1 << 20);

    // Of all rounds of one copy; a copy that needs more goes round in circles.
    private const int MostRounds = 10;

    private static readonly byte[] Content = RandomNumberGenerator.GetBytes(Bytes);

    /// <summary>Parts of 5 MiB, the smallest there are, for all files of more.</summary>
    public static CopyTuning Tuning { get; } = new(
        Streams: 3, PartsFromBytes: (5 << 20) + 1, SmallestPartBytes: 5 << 20, LargestPartBytes: 5 << 20);

    private readonly LocalAwsFixture _aws;

    private LargeCopy(LocalAwsFixture aws, CopyOrder order) => (_aws, Order) = (aws, order);

    public CopyOrder Order { get; init; }

    public CopyTuning Tuned { get; init; } = Tuning;

    public BucketLocation Source => Order.Source;

    public BucketLocation Target => Order.Target;

    /// <summary>Exports a file and orders its copy.</summary>
    /// <param name="aws">Where.</param>
    /// <param name="write">Says more about how the file is written; it has a CRC32 of the whole otherwise.</param>
    /// <param name="versioned">Whether the buckets keep versions.</param>
    public static async Task<LargeCopy> ExportAsync(LocalAwsFixture aws, Action<PutObjectRequest>? write = null, bool versioned = false)
    {
        var (source, target) = (await aws.NewBucketAsync(versioned: versioned), await aws.NewBucketAsync(LocalAwsFixture.OtherRegion, versioned));
        using var body = new MemoryStream(Content);
        var request = new PutObjectRequest
        {
            BucketName = source.Bucket,
            Key = Key,
            InputStream = body,
        };
        write?.Invoke(request);
        await aws.Aws.S3(source.Region).PutObjectAsync(request);
        return await OfExportedAsync(aws, source, target);
    }

    /// <summary>Exports a file in parts of one size, as the AWS CLI uploads it.</summary>
    /// <param name="aws">Where.</param>
    /// <param name="partBytes">The size.</param>
    /// <param name="begin">Says how.</param>
    /// <param name="bytes">Of the file.</param>
    /// <param name="lastTwo">Sizes of the last two parts, where they are others.</param>
    public static async Task<LargeCopy> ExportInPartsAsync(
        LocalAwsFixture aws,
        int partBytes,
        Action<InitiateMultipartUploadRequest> begin,
        int bytes = Bytes,
        (int First, int Second)? lastTwo = null)
    {
        var (source, target) = (await aws.NewBucketAsync(), await aws.NewBucketAsync(LocalAwsFixture.OtherRegion));
        var s3 = aws.Aws.S3(source.Region);
        var create = new InitiateMultipartUploadRequest { BucketName = source.Bucket, Key = Key };
        begin(create);
        var upload = await s3.InitiateMultipartUploadAsync(create);
        var complete = new CompleteMultipartUploadRequest { BucketName = source.Bucket, Key = Key, UploadId = upload.UploadId, PartETags = [] };
        List<int> sizes = [.. Enumerable.Range(0, bytes).Chunk(partBytes).Select(part => part.Length)];
        if (lastTwo is { } last)
        {
            sizes.RemoveAt(sizes.Count - 1);
            sizes.AddRange([last.First, last.Second]);
        }

        for (var (number, at) = (1, 0); number <= sizes.Count; at += sizes[number - 1], number++)
        {
            using var body = new MemoryStream(Content, at, sizes[number - 1]);
            var part = await s3.UploadPartAsync(new UploadPartRequest
            {
                BucketName = source.Bucket,
                Key = Key,
                UploadId = upload.UploadId,
                PartNumber = number,
                InputStream = body,
                ChecksumAlgorithm = create.ChecksumAlgorithm,
            });
            complete.PartETags.Add(new PartETag(number, part.ETag)
            {
                ChecksumSHA256 = part.ChecksumSHA256,
                ChecksumCRC32 = create.ChecksumAlgorithm is null ? null : part.ChecksumCRC32,
            });
        }

        await s3.CompleteMultipartUploadAsync(complete);
        return await OfExportedAsync(aws, source, target);
    }

    /// <summary>The same copy, ordered otherwise.</summary>
    public LargeCopy With(Func<CopyOrder, CopyOrder>? change = null, CopyTuning? tuning = null) =>
        new(_aws, change?.Invoke(Order) ?? Order) { Tuned = tuning ?? Tuned };

    /// <summary>One invocation.</summary>
    public Task<CopyStep> StepAsync(CopySlice? slice = null, TimeSpan? time = null, IAwsClients? clients = null)
    {
        var objects = new BucketObjects(clients ?? _aws.Aws);
        var copier = new ShardCopier(
            order => new S3CopyCalls(clients ?? _aws.Aws, objects, order), Tuned, TimeProvider.System, new Random(1));
        return copier.CopyAsync(Order, slice, time ?? TimeSpan.FromMinutes(1), null, CancellationToken.None);
    }

    /// <summary>Rounds until the copy is finished, slices of one round at once, as the state machine makes them.</summary>
    public async Task<CopiedShard> FinishAsync()
    {
        for (var round = 0; round < MostRounds; round++)
        {
            var step = await StepAsync();
            if (step.Copy is { } copy)
            {
                return copy;
            }

            await Task.WhenAll(step.Slices.Select(slice => StepAsync(slice)));
        }

        throw new InvalidOperationException($"Not finished after {MostRounds} rounds.");
    }

    /// <summary>The bytes in the destination are the source's.</summary>
    public async Task ShouldBeCopiedAsync()
    {
        using var copy = await _aws.Aws.S3(Target.Region).GetObjectAsync(Target.Bucket, Key);
        using var bytes = new MemoryStream();
        await copy.ResponseStream.CopyToAsync(bytes);
        bytes.ToArray().AsSpan().SequenceEqual(Content).ShouldBeTrue();
    }

    /// <summary>The open uploads of the destination, and how many parts each has.</summary>
    public async Task<IReadOnlyList<(string Id, int Parts)>> UploadsAsync()
    {
        var s3 = _aws.Aws.S3(Target.Region);
        var uploads = await s3.ListMultipartUploadsAsync(new ListMultipartUploadsRequest { BucketName = Target.Bucket });
        var found = new List<(string, int)>();
        foreach (var upload in uploads.MultipartUploads ?? [])
        {
            var parts = await s3.ListPartsAsync(new ListPartsRequest { BucketName = Target.Bucket, Key = Key, UploadId = upload.UploadId });
            found.Add((upload.UploadId, parts.Parts?.Count ?? 0));
        }

        return found;
    }

    private static async Task<LargeCopy> OfExportedAsync(LocalAwsFixture aws, BucketLocation source, BucketLocation target)
    {
        var head = (await new BucketObjects(aws.Aws).HeadAsync(source, Key, CancellationToken.None))!;
        var shard = new VerifiedShard("shard-0001.rdb", head.Bytes, head.ETag, head.VersionId, "REDIS0011", 1, RdbVerdict.Valid);
        var destination = new CopyDestination(target.Region, target.Bucket, target.AccountId);
        return new LargeCopy(aws, new CopyOrder(source, "p/cache/backup", shard, destination));
    }
}
