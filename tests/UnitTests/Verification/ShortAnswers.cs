using Amazon.ElastiCache;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Core.Aws;
using CacheBackup.UnitTests.Support;

namespace CacheBackup.UnitTests.Verification;

/// <summary>Clients to whom S3 brings one byte too little, a few times.</summary>
internal sealed class ShortAnswers(Uri endpoint, int times) : IAwsClients, IDisposable
{
    private readonly Client _client = new(endpoint, times);

    public IAmazonS3 S3(string region) => _client;

    public IAmazonElastiCache ElastiCache(string region) => throw new NotSupportedException();

    public void Dispose() => _client.Dispose();

    private sealed class Client(Uri endpoint, int times) : AmazonS3Client(
        new BasicAWSCredentials("test", "secret"),
        new AmazonS3Config { ServiceURL = endpoint.ToString(), AuthenticationRegion = LocalAwsFixture.Region, ForcePathStyle = true })
    {
        private int _left = times;

        public override async Task<GetObjectResponse> GetObjectAsync(GetObjectRequest request, CancellationToken cancellationToken = default)
        {
            var response = await base.GetObjectAsync(request, cancellationToken);
            if (request.ByteRange is not null && Interlocked.Decrement(ref _left) >= 0)
            {
                var content = new MemoryStream();
                await response.ResponseStream.CopyToAsync(content, cancellationToken);
                content.SetLength(content.Length - 1);
                content.Position = 0;
                response.ResponseStream = content;
            }

            return response;
        }
    }
}
