using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalTests.Support;

/// <summary>One local AWS for the tests of a class, on a free port, with clients for any account and Region.</summary>
public class LocalAwsFixture : IAsyncLifetime
{
    private int _buckets;

    public LocalAwsHost Host { get; private set; } = null!;

    /// <summary>How the host runs.</summary>
    protected virtual LocalAwsOptions Options => new() { Port = 0 };

    public virtual async Task InitializeAsync() => Host = await LocalAwsHost.StartAsync(Options);

    public async Task DisposeAsync() => await Host.DisposeAsync();

    /// <summary>An S3 client that does not retry, so that a refusal is seen at once.</summary>
    /// <param name="accessKeyId">12 digits for an account; null for the default account.</param>
    public AmazonS3Client S3(string region = "eu-west-1", string? accessKeyId = null) =>
        new(new BasicAWSCredentials(accessKeyId ?? "test", "secret"), S3Config(region));

    /// <summary>An S3 client that signs nothing.</summary>
    public AmazonS3Client AnonymousS3() => new(new AnonymousAWSCredentials(), S3Config("eu-west-1"));

    /// <summary>An S3 client of the service principal by which ElastiCache of a Region writes snapshots.</summary>
    public AmazonS3Client SnapshotServiceS3(string region = "eu-west-1") => S3(
        region,
            Host.Context.Accounts.RegisterService($"{region}.elasticache-snapshot.amazonaws.com", Host.Context.Options.DefaultAccountId));

    /// <summary>Makes a bucket of its own for one test.</summary>
    /// <returns>Its name.</returns>
    public async Task<string> NewBucketAsync(string region = "eu-west-1", string? accessKeyId = null, ObjectOwnership? ownership = null)
    {
        var name = $"test-bucket-{Interlocked.Increment(ref _buckets)}";
        using var s3 = S3(region, accessKeyId);
        await s3.PutBucketAsync(new PutBucketRequest
        {
            BucketName = name,
            PutBucketConfiguration = region == "us-east-1" ? null : new PutBucketConfiguration { LocationConstraint = region },
            UseClientRegion = false,
            ObjectOwnership = ownership,
        });
        return name;
    }

    private AmazonS3Config S3Config(string region) => new()
    {
        ServiceURL = Host.Context.Endpoint.ToString(),
        AuthenticationRegion = region,
        ForcePathStyle = true,
        MaxErrorRetry = 0,
    };
}
