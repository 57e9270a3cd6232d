using System.Buffers;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.S3.Checksums;
using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>GetObject and HeadObject: the same, but for the body.</summary>
internal static class ObjectReadOperations
{
    private const int BufferBytes = 256 * 1024;

    private static readonly (string Query, string Header)[] Overrides =
    [
        ("response-cache-control", "Cache-Control"), ("response-content-disposition", "Content-Disposition"),
        ("response-content-encoding", "Content-Encoding"), ("response-content-language", "Content-Language"),
        ("response-content-type", "Content-Type"), ("response-expires", "Expires"),
    ];

    public static async Task GetObjectAsync(S3Request request)
    {
        var version = ObjectLookup.Find(request);
        using var content = ObjectLookup.Open(request.Bucket, version);
        var range = Prepare(request, version);
        using var slice = content.Slice(range.Offset, range.Length);
        using var stream = slice.OpenRead();
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            while (await stream.ReadAsync(buffer.AsMemory(0, BufferBytes), request.Aborted) is var count and > 0)
            {
                await request.Response.Body.WriteAsync(buffer.AsMemory(0, count), request.Aborted);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static Task HeadObjectAsync(S3Request request)
    {
        Prepare(request, ObjectLookup.Find(request));
        return Task.CompletedTask;
    }

    /// <summary>Checks the conditions and writes status and headers.</summary>
    /// <returns>The bytes to send.</returns>
    private static ByteRange Prepare(S3Request request, ObjectVersion version)
    {
        Preconditions.CheckRead(request, version);
        var part = PartOf(request, version);
        var range = part?.Range ?? ByteRange.Of(request.Header("Range"), version.Size);
        ObjectHeaders.Write(request, version);
        Override(request);
        if (request.Header("x-amz-checksum-mode")?.Equals("ENABLED", StringComparison.OrdinalIgnoreCase) == true)
        {
            WriteChecksum(request, version, part, range);
        }

        var sent = range ?? new ByteRange(0, version.Size);
        request.Response.StatusCode = range is null ? 200 : 206;
        request.Response.ContentLength = sent.Length;
        if (range is not null)
        {
            request.Response.Headers.ContentRange = $"bytes {sent.Offset}-{sent.Offset + sent.Length - 1}/{version.Size}";
        }

        return sent;
    }

    /// <summary>The part that <c>partNumber</c> asks for; an object not uploaded in parts is its own first part.</summary>
    private static (ByteRange? Range, ObjectPart? Part)? PartOf(S3Request request, ObjectVersion version)
    {
        if (request.Query("partNumber") is not { } text)
        {
            return null;
        }

        if (request.Header("Range") is not null)
        {
            throw S3Errors.InvalidRequest("Cannot specify both Range header and partNumber query parameter");
        }

        var index = PartNumbers.Parse(text) - 1;
        if (version.Parts.Count > 0)
        {
            request.Response.Headers["x-amz-mp-parts-count"] = version.Parts.Count.ToString();
        }

        if (index >= Math.Max(1, version.Parts.Count))
        {
            throw new S3Exception(416, "InvalidPartNumber", "The requested partnumber is not satisfiable")
            {
                Details = [("PartNumberRequested", text), ("ActualPartCount", Math.Max(1, version.Parts.Count).ToString())],
            };
        }

        return version.Parts.Count == 0
            ? (version.Size == 0 ? null : new ByteRange(0, version.Size), null)
            : (new ByteRange(version.Parts.Take(index).Sum(part => part.Size), version.Parts[index].Size), version.Parts[index]);
    }

    /// <summary>A checksum comes only with the bytes it is of: the whole object, or one part.</summary>
    private static void WriteChecksum(
        S3Request request, ObjectVersion version, (ByteRange? Range, ObjectPart? Part)? part, ByteRange? range)
    {
        if (part?.Part is { Checksum: { } ofPart } && version.Checksum is { Type: ChecksumType.Composite } composite)
        {
            request.Response.Headers[composite.Algorithm.Header] = ofPart;
            request.Response.Headers["x-amz-checksum-type"] = composite.Type.WireName();
        }
        else if (range is null || range.Value.Length == version.Size)
        {
            ObjectHeaders.WriteChecksum(request, version.Checksum);
        }
    }

    private static void Override(S3Request request)
    {
        foreach (var (query, header) in Overrides)
        {
            if (request.Query(query) is not { } value)
            {
                continue;
            }

            request.Response.Headers[header] = request.Call.Caller.Kind == CallerKind.Anonymous
                ? throw S3Errors.InvalidRequest("Request specific response headers cannot be used for anonymous GET requests.")
                : value;
        }
    }
}
