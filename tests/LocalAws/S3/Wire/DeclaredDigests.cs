using CacheBackup.LocalAws.S3.Checksums;

namespace CacheBackup.LocalAws.S3.Wire;

/// <summary>The digests a client sent with a body, or announced as trailer.</summary>
/// <param name="ContentMd5">16 bytes.</param>
/// <param name="Algorithm">Of its checksum; null without one.</param>
/// <param name="Checksum">The value; null where it follows as trailer.</param>
/// <param name="PayloadSha256">32 bytes, where the signature covers the whole payload.</param>
internal sealed record DeclaredDigests(byte[]? ContentMd5, ChecksumAlgorithm? Algorithm, byte[]? Checksum, byte[]? PayloadSha256)
{
    /// <exception cref="S3Exception">A value is malformed, or there is more than one checksum.</exception>
    public static DeclaredDigests Of(S3Request request)
    {
        var inHeaders = ChecksumAlgorithm.All.Where(algorithm => request.Header(algorithm.Header) is not null).ToList();
        var trailers = (request.Header("x-amz-trailer") ?? "")
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        var inTrailer = ChecksumAlgorithm.All.Where(algorithm => trailers.Contains(algorithm.Header, StringComparer.OrdinalIgnoreCase))
            .ToList();
        RefuseUnsupported(request, trailers);
        if (inHeaders.Count + inTrailer.Count > 1)
        {
            throw S3Errors.InvalidRequest("Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.");
        }

        if (trailers.Length > inTrailer.Count)
        {
            throw S3Errors.InvalidRequest("The value specified in the x-amz-trailer header is not supported");
        }

        var algorithm = inHeaders.Concat(inTrailer).FirstOrDefault();
        CheckNamedAlgorithm(request, algorithm);
        return new DeclaredDigests(
            Md5(request.Header("Content-MD5")),
            algorithm,
            inHeaders.Count > 0 ? Value(request, algorithm!) : null,
            PayloadHash(request.Header("x-amz-content-sha256")));
    }

    /// <summary>What was declared besides checksums.</summary>
    public static DeclaredDigests WithoutChecksum(S3Request request) =>
        new(Md5(request.Header("Content-MD5")), null, null, PayloadHash(request.Header("x-amz-content-sha256")));

    /// <summary>Holds what was computed against what was declared.</summary>
    /// <exception cref="S3Exception">Something differs.</exception>
    public void Check(byte[] md5, byte[] checksum, byte[]? payloadSha256, IReadOnlyDictionary<string, string>? trailers)
    {
        if (PayloadSha256 is not null && !PayloadSha256.AsSpan().SequenceEqual(payloadSha256))
        {
            throw new S3Exception(
                400, "XAmzContentSHA256Mismatch", "The provided 'x-amz-content-sha256' header does not match what was computed.")
            {
                Details =
                [
                    ("ClientComputedContentSHA256", Convert.ToHexStringLower(PayloadSha256)),
                    ("S3ComputedContentSHA256", Convert.ToHexStringLower(payloadSha256 ?? [])),
                ],
            };
        }

        if (ContentMd5 is not null && !ContentMd5.AsSpan().SequenceEqual(md5))
        {
            throw new S3Exception(400, "BadDigest", "The Content-MD5 you specified did not match what we received.")
            {
                Details = [("ExpectedDigest", Convert.ToBase64String(ContentMd5)), ("CalculatedDigest", Convert.ToBase64String(md5))],
            };
        }

        if (Algorithm is not null && !(Checksum ?? FromTrailer(trailers)).AsSpan().SequenceEqual(checksum))
        {
            throw S3Errors.BadDigest(Algorithm.Name);
        }
    }

    private byte[] FromTrailer(IReadOnlyDictionary<string, string>? trailers) =>
        trailers is not null && trailers.TryGetValue(Algorithm!.Header, out var text)
            ? Decode(text, Algorithm.ByteLength)
                ?? throw S3Errors.InvalidRequest($"Value for {Algorithm.Header} trailing header is invalid.")
            : throw S3Errors.MalformedTrailer();

    private static byte[] Value(S3Request request, ChecksumAlgorithm algorithm) =>
        Decode(request.Header(algorithm.Header)!, algorithm.ByteLength)
        ?? throw S3Errors.InvalidRequest($"Value for {algorithm.Header} header is invalid.");

    private static byte[]? Md5(string? header) => header is null
        ? null
        : Decode(header, 16) ?? throw new S3Exception(400, "InvalidDigest", "The Content-MD5 you specified was invalid.")
        {
            Details = [("Content-MD5", header)],
        };

    private static byte[]? PayloadHash(string? header) => header switch
    {
        null or "UNSIGNED-PAYLOAD" => null,
        _ when header.StartsWith("STREAMING-", StringComparison.Ordinal) => null,
        { Length: 64 } when header.All(char.IsAsciiHexDigit) => Convert.FromHexString(header),
        _ => throw S3Errors.InvalidArgument(
            "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER, STREAMING-AWS4-HMAC-SHA256-PAYLOAD, "
            + "STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER or a valid sha256 value.",
            "x-amz-content-sha256",
            header),
    };

    private static void CheckNamedAlgorithm(S3Request request, ChecksumAlgorithm? sent)
    {
        if (request.Header("x-amz-sdk-checksum-algorithm") is not { } name)
        {
            return;
        }

        var named = ChecksumAlgorithm.Parse(name, "x-amz-sdk-checksum-algorithm");
        if (sent is null && request.Header("Content-MD5") is null)
        {
            throw S3Errors.InvalidRequest(
                "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.");
        }

        if (sent is not null && sent != named)
        {
            throw S3Errors.InvalidRequest("Value for x-amz-sdk-checksum-algorithm header is invalid.");
        }
    }

    private static void RefuseUnsupported(S3Request request, string[] trailers)
    {
        if (ChecksumAlgorithm.UnsupportedHeaders.FirstOrDefault(
            header => request.Header(header) is not null || trailers.Contains(header)) is { } found)
        {
            throw S3Errors.NotImplementedHeader(found);
        }
    }

    internal static byte[]? Decode(string base64, int length)
    {
        Span<byte> bytes = stackalloc byte[64];
        var isRight = base64.Length <= 88 && Convert.TryFromBase64String(base64, bytes, out var written) && written == length;
        return isRight ? bytes[..length].ToArray() : null;
    }
}
