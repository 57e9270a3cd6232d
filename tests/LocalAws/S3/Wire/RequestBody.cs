using System.Security.Cryptography;
using CacheBackup.LocalAws.S3.Checksums;
using CacheBackup.LocalAws.S3.Storage;
using Microsoft.AspNetCore.Http;

namespace CacheBackup.LocalAws.S3.Wire;

/// <summary>What arrived.</summary>
/// <param name="Length">Decoded, in bytes.</param>
/// <param name="Md5">16 bytes.</param>
/// <param name="Checksum">In the algorithm that was asked for.</param>
/// <param name="Declared">The checksum the client sent, found right; null where it sent none.</param>
internal sealed record ReceivedBody(long Length, byte[] Md5, byte[] Checksum, (ChecksumAlgorithm Algorithm, byte[] Value)? Declared);

/// <summary>Receives a request's body, decoded, and holds it against every digest the client sent.</summary>
internal sealed class RequestBody
{
    private const string PayloadHash = "x-amz-content-sha256";

    private readonly S3Request _request;
    private readonly DeclaredDigests _declared;
    private readonly AwsChunkedStream? _chunked;

    private RequestBody(S3Request request, DeclaredDigests declared)
    {
        _request = request;
        _declared = declared;
        var isChunked = request.Header(PayloadHash)?.StartsWith("STREAMING-", StringComparison.Ordinal) == true;
        _chunked = isChunked ? new AwsChunkedStream(request.Http.Request.Body) : null;
        Length = isChunked ? DecodedLength(request) : request.Http.Request.ContentLength;
    }

    /// <summary>Decoded, in bytes; null where the client does not say.</summary>
    public long? Length { get; }

    /// <summary>The algorithm the client sends a checksum of; null where it sends none.</summary>
    public ChecksumAlgorithm? Algorithm => _declared.Algorithm;

    public static RequestBody Of(S3Request request) => new(request, DeclaredDigests.Of(request));

    /// <summary>The body of a request whose checksum headers are about an object, not about the body.</summary>
    public static RequestBody OfDocumentAboutObject(S3Request request) => new(request, DeclaredDigests.WithoutChecksum(request));

    /// <summary>Insists that something protects the body, as some operations do.</summary>
    /// <exception cref="S3Exception">Neither Content-MD5 nor a checksum was sent.</exception>
    public RequestBody RequireProtected() => _declared.ContentMd5 is not null || _declared.Algorithm is not null
        ? this
        : throw S3Errors.InvalidRequest("Missing required header for this request: Content-MD5 OR x-amz-checksum-*");

    /// <summary>Receives all of it.</summary>
    /// <param name="algorithm">What to compute besides what the client declared.</param>
    /// <param name="write">Where the bytes go.</param>
    /// <exception cref="S3Exception">It ends early, or a digest does not match.</exception>
    public async Task<ReceivedBody> ReceiveAsync(
        ChecksumAlgorithm algorithm, Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, CancellationToken cancellationToken)
    {
        using var md5 = new HashDigest(HashAlgorithmName.MD5);
        using var checksum = algorithm.Start();
        using var declared = Algorithm is { } other && other != algorithm ? other.Start() : null;
        using var payload = _declared.PayloadSha256 is null ? null : new HashDigest(HashAlgorithmName.SHA256);
        var digests = new IDigest?[] { md5, checksum, declared, payload }.OfType<IDigest>().ToList();
        var length = await ReadAsync(write, digests, cancellationToken);

        var (hash, value) = (md5.Finish(), checksum.Finish());
        var declaredValue = declared?.Finish() ?? value;
        _declared.Check(hash, declaredValue, payload?.Finish(), _chunked?.Trailers);
        return new ReceivedBody(length, hash, value, Algorithm is null ? null : (Algorithm, declaredValue));
    }

    /// <summary>Receives a small document into memory.</summary>
    public async Task<ReadOnlyMemory<byte>> ReceiveDocumentAsync(CancellationToken cancellationToken)
    {
        const int MaxBytes = 9 * 1024 * 1024;
        using var document = new MemoryStream();
        await ReceiveAsync(
            ChecksumAlgorithm.Crc32,
            (data, token) => document.Length + data.Length > MaxBytes ? throw S3Errors.MalformedXml() : document.WriteAsync(data, token),
            cancellationToken);
        return document.ToArray();
    }

    private async Task<long> ReadAsync(
        Func<ReadOnlyMemory<byte>, CancellationToken, ValueTask> write, IReadOnlyList<IDigest> digests, CancellationToken cancellationToken)
    {
        var length = 0L;
        ReadNext source = _chunked is null ? _request.Http.Request.Body.ReadAsync : _chunked.ReadAsync;
        try
        {
            await Transfer.RunAsync(Counted, write, digests, cancellationToken);
        }
        catch (BadHttpRequestException)
        {
            throw Incomplete();
        }

        return Length is { } promised && promised != length ? throw Incomplete() : length;

        async ValueTask<int> Counted(Memory<byte> buffer, CancellationToken token)
        {
            var count = await source(buffer, token);
            length += count;
            return count;
        }
    }

    private static long DecodedLength(S3Request request) =>
        long.TryParse(request.Header("x-amz-decoded-content-length"), out var length) && length >= 0
            ? length
            : throw new S3Exception(411, "MissingContentLength", "You must provide the Content-Length HTTP header.");

    private static S3Exception Incomplete() =>
        new(400, "IncompleteBody", "You did not provide the number of bytes specified by the Content-Length HTTP header");
}
