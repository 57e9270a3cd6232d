using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.S3;

namespace CacheBackup.Benchmarks.Copies;

/// <summary>
/// An AWS of its own for one copy, so that no two share a cap: generated files in one Region, an empty bucket in another.
/// </summary>
internal sealed class CopyStage : IAsyncDisposable
{
    public const string SourceRegion = "eu-west-1";
    public const string TargetRegion = "us-east-1";
    public const string Source = "source-eu-west-1";
    public const string Target = "target-us-east-1";
    public const string Folder = "elasticache/benchmark/backup";

    /// <summary>More than the machine asks for.</summary>
    private const int LambdaConcurrency = 100;

    private CopyStage(LocalAwsHost host, CopyCase copy, IReadOnlyList<string> names) => (Host, Case, Names) = (host, copy, names);

    public LocalAwsHost Host { get; }

    public CopyCase Case { get; }

    /// <summary>Of the files, below <see cref="Folder"/>.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <param name="files">In how many files the bytes come.</param>
    public static async Task<CopyStage> StartAsync(CopyCase copy, int files)
    {
        var host = await LocalAwsHost.StartAsync(new LocalAwsOptions
        {
            Port = 0,
            Region = SourceRegion,
            TimeScale = copy.TimeScale,
            FunctionConcurrency = LambdaConcurrency,
            Network = copy.Network,
        });
        var names = Enumerable.Range(1, files).Select(number => $"shard-{number:D4}.rdb").ToList();
        var stage = new CopyStage(host, copy, names);
        await stage.CreateBucketAsync(Source, SourceRegion);
        await stage.CreateBucketAsync(Target, TargetRegion);
        for (var file = 0; file < files; file++)
        {
            var bytes = (copy.Size.Bytes / files) + (file < copy.Size.Bytes % files ? 1 : 0);
            host.S3.Put(Source, KeyOf(names[file]), new GeneratedObject(file + 1, bytes));
        }

        return stage;
    }

    public static string KeyOf(string name) => $"{Folder}/{name}";

    /// <summary>Requests to S3 so far.</summary>
    public long Requests => Host.S3.Requests.Values.Sum();

    /// <summary>A client for a Region that waits as long as it takes.</summary>
    public AmazonS3Client S3(string region) => new(
        new BasicAWSCredentials(Host.Context.Options.DefaultAccountId, "local"),
        new AmazonS3Config
        {
            ServiceURL = Host.Context.Endpoint.ToString(),
            AuthenticationRegion = region,
            ForcePathStyle = true,
            Timeout = Timeout.InfiniteTimeSpan,
        });

    /// <summary>What a HEAD says about an object, its checksum included.</summary>
    public async Task<GetObjectMetadataResponse> HeadAsync(string region, string bucket, string key)
    {
        using var s3 = S3(region);
        return await s3.GetObjectMetadataAsync(
            new GetObjectMetadataRequest { BucketName = bucket, Key = key, ChecksumMode = ChecksumMode.ENABLED });
    }

    /// <summary>Compares every copy with its file.</summary>
    /// <exception cref="InvalidOperationException">One is not the same.</exception>
    public async Task CheckAsync()
    {
        foreach (var key in Names.Select(KeyOf))
        {
            var (source, copy) = (await HeadAsync(SourceRegion, Source, key), await HeadAsync(TargetRegion, Target, key));
            if (source.ContentLength != copy.ContentLength || source.ChecksumCRC64NVME != copy.ChecksumCRC64NVME)
            {
                throw new InvalidOperationException(
                    $"{key}: {source.ContentLength} bytes of CRC64NVME {source.ChecksumCRC64NVME} became {copy.ContentLength} of "
                        + $"{copy.ChecksumCRC64NVME}.");
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => Host.DisposeAsync();

    private async Task CreateBucketAsync(string name, string region)
    {
        using var s3 = S3(region);
        await s3.PutBucketAsync(new PutBucketRequest
        {
            BucketName = name,
            PutBucketConfiguration = region == "us-east-1" ? null : new PutBucketConfiguration { LocationConstraint = region },
            UseClientRegion = false,
        });
    }
}
