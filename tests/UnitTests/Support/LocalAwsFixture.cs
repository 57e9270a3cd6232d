using Amazon.Lambda.TestUtilities;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Keyspaces;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Restores;
using CacheBackup.Functions;
using CacheBackup.Functions.Logging;
using CacheBackup.LocalAws.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CacheBackup.UnitTests.Support;

/// <summary>One local AWS in this process for all tests of functions, and the functions over it as Lambda would build them.</summary>
public sealed partial class LocalAwsFixture : IAsyncLifetime
{
    public const string Region = "eu-west-1";
    public const string OtherRegion = "us-east-1";
    public const string Account = "111122223333";
    public const string OtherAccount = "444455556666";

    // Simulated seconds per real second: ElastiCache's minutes take milliseconds.
    private const double TimeScale = 1000;

    private ServiceProvider _services = null!;
    private int _buckets;
    private int _runs;

    public LocalAwsHost Host { get; private set; } = null!;

    /// <summary>Clients of the account the functions run in.</summary>
    public IAwsClients Aws { get; private set; } = null!;

    /// <summary>What <see cref="BackupMetrics"/> wrote.</summary>
    public MemoryStream Metrics { get; } = new();

    public async Task InitializeAsync()
    {
        Host = await LocalAwsHost.StartAsync(new LocalAwsOptions { Port = 0, TimeScale = TimeScale });
        var collection = new ServiceCollection();
        new Startup().ConfigureServices(collection);
        Aws = new LocalAwsClients(Host.Context.Endpoint);
        collection.AddSingleton(Aws);
        collection.AddSingleton(new BackupMetrics(TimeProvider.System, Metrics));
        collection.AddSingleton(new SeedGrant(Aws, new InstantClock()));
        collection.AddSingleton(services => ActivatorUtilities.CreateInstance<CacheCreator>(services, new InstantClock()));
        collection.AddSingleton(new KeyCounter(isInVpc: true));
        _services = collection.BuildServiceProvider();
    }

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        await Host.DisposeAsync();
    }

    /// <summary>A function with its services.</summary>
    public T Function<T>()
        where T : class => ActivatorUtilities.CreateInstance<T>(_services);

    /// <summary>An invocation with a minute left.</summary>
    public static TestLambdaContext Invocation() => new() { RemainingTime = TimeSpan.FromMinutes(1), MemoryLimitInMB = 512 };

    /// <summary>Plans a fault, for the calls of the test that plans it: name a bucket or snapshot of its own.</summary>
    public void Plan(Fault fault) => Host.Context.Faults.Add(fault);

    /// <summary>Makes a bucket of its own for one test.</summary>
    public async Task<BucketLocation> NewBucketAsync(
        string region = Region, bool versioned = false, string account = Account, bool locks = false)
    {
        // Of one length: no name is a part of another, so that a fault planned for one bucket hits no other.
        var name = $"unit-test-{Interlocked.Increment(ref _buckets):D4}";
        using var owner = new LocalAwsClients(Host.Context.Endpoint, account);
        var configuration = region == OtherRegion ? null : new PutBucketConfiguration { LocationConstraint = region };
        await owner.S3(region).PutBucketAsync(new PutBucketRequest
        {
            BucketName = name,
            PutBucketConfiguration = configuration,
            UseClientRegion = false,
            ObjectLockEnabledForBucket = locks,
        });
        if (versioned)
        {
            var enabled = new S3BucketVersioningConfig { Status = VersionStatus.Enabled };
            await owner.S3(region).PutBucketVersioningAsync(
                new PutBucketVersioningRequest { BucketName = name, VersioningConfig = enabled });
        }

        return new BucketLocation(name, region, account);
    }

    /// <summary>Writes an object.</summary>
    public async Task<PutObjectResponse> PutAsync(BucketLocation bucket, string key, byte[] content)
    {
        using var body = new MemoryStream(content);
        var request = new PutObjectRequest { BucketName = bucket.Bucket, Key = key, InputStream = body };
        return await Aws.S3(bucket.Region).PutObjectAsync(request);
    }

    /// <summary>The content of an object.</summary>
    public async Task<byte[]> ReadAsync(BucketLocation bucket, string key)
    {
        using var answer = await Aws.S3(bucket.Region).GetObjectAsync(bucket.Bucket, key);
        using var content = new MemoryStream();
        await answer.ResponseStream.CopyToAsync(content);
        return content.ToArray();
    }

    /// <summary>The key of every version and delete marker in a bucket.</summary>
    public async Task<IReadOnlyList<string>> VersionsAsync(BucketLocation bucket)
    {
        var page = await Aws.S3(bucket.Region).ListVersionsAsync(bucket.Bucket);
        return [.. (page.Versions ?? []).Select(version => version.Key)];
    }

    /// <summary>The keys in a bucket.</summary>
    public async Task<IReadOnlyList<string>> KeysAsync(BucketLocation bucket)
    {
        var page = await Aws.S3(bucket.Region).ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket.Bucket });
        return [.. (page.S3Objects ?? []).Select(item => item.Key)];
    }
}

/// <summary>Tests over the local AWS run one after another, on one of it.</summary>
[CollectionDefinition(Name)]
public sealed class LocalAwsCollection : ICollectionFixture<LocalAwsFixture>
{
    public const string Name = "local AWS";
}
