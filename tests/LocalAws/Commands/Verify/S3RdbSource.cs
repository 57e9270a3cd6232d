using System.Net;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.Rdb;

namespace CacheBackup.LocalAws.Commands.Verify;

/// <summary>
/// One version of an object, read by several ranged requests at a time. Region, credentials and <c>AWS_ENDPOINT_URL</c> come
/// from the environment.
/// </summary>
internal sealed class S3RdbSource : IRdbSource, IDisposable
{
    /// <summary>Bytes of a request.</summary>
    public const int PartBytes = 4 << 20;

    private readonly AmazonS3Client _s3;
    private readonly GetObjectMetadataResponse _facts;
    private readonly string _bucket;
    private readonly string _key;

    private S3RdbSource(AmazonS3Client s3, GetObjectMetadataResponse facts, string bucket, string key) =>
        (_s3, _facts, _bucket, _key) = (s3, facts, bucket, key);

    // With 4 MiB each, 8 keep below the memory that a local file takes and fill most connections.
    public int MostReads => 8;

    /// <summary>Bytes of the object.</summary>
    public long Length => _facts.ContentLength;

    /// <param name="name">Bucket and key, as <c>bucket/key</c>.</param>
    /// <exception cref="UsageException">There is no such object, or it may not be read.</exception>
    public static async Task<S3RdbSource> OpenAsync(string name)
    {
        var slash = name.IndexOf('/');
        if (slash <= 0 || slash == name.Length - 1)
        {
            throw new UsageException($"s3://{name} names no object.", "Name one as s3://bucket/key.");
        }

        var (bucket, key) = (name[..slash], name[(slash + 1)..]);
        AmazonS3Client? s3 = null;
        try
        {
            s3 = new AmazonS3Client(new AmazonS3Config
            {
                Timeout = TimeSpan.FromSeconds(30),
                MaxErrorRetry = 5,
                RetryMode = RequestRetryMode.Standard,
            });
            var request = new GetObjectMetadataRequest { BucketName = bucket, Key = key };
            return new S3RdbSource(s3, await s3.GetObjectMetadataAsync(request), bucket, key);
        }
        catch (Exception error) when (IsOfS3(error))
        {
            s3?.Dispose();
            throw new UsageException($"s3://{name} cannot be read: {Reason(error)}", inner: error);
        }
    }

    public async ValueTask<int> ReadAsync(long offset, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var bytes = (int)Math.Min(buffer.Length, Math.Max(0, Length - offset));
        if (bytes == 0)
        {
            return 0;
        }

        var request = new GetObjectRequest
        {
            BucketName = _bucket,
            Key = _key,
            VersionId = _facts.VersionId,
            EtagToMatch = _facts.ETag,
            ByteRange = new ByteRange(offset, offset + bytes - 1),
        };
        try
        {
            using var response = await _s3.GetObjectAsync(request, cancellationToken);
            await response.ResponseStream.ReadExactlyAsync(buffer[..bytes], cancellationToken);
            return bytes;
        }
        catch (Exception error) when (IsOfS3(error) && !cancellationToken.IsCancellationRequested)
        {
            throw new IOException(Reason(error), error);
        }
    }

    public void Dispose() => _s3.Dispose();

    // An answer, none, or one that took too long.
    private static bool IsOfS3(Exception error) =>
        error is AmazonServiceException or AmazonClientException or HttpRequestException or OperationCanceledException;

    // A request for the facts of an object is refused without a word.
    private static string Reason(Exception error) => (error as AmazonServiceException)?.StatusCode switch
    {
        HttpStatusCode.NotFound => "there is no such bucket or object.",
        HttpStatusCode.Forbidden => "access is denied, or there is no such object and listing the bucket is not allowed.",
        HttpStatusCode.PreconditionFailed => "it was replaced while it was read.",
        _ => error.Message,
    };
}
