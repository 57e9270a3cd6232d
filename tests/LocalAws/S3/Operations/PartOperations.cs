using CacheBackup.LocalAws.S3.Checksums;
using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Wire;
using static CacheBackup.LocalAws.S3.Wire.S3Xml;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>UploadPart and UploadPartCopy.</summary>
internal sealed class PartOperations(S3State state)
{
    public async Task UploadPartAsync(S3Request request)
    {
        var number = PartNumbers.Parse(request.Query("partNumber"));
        var upload = UploadLookup.Find(request);
        var body = RequestBody.Of(request);
        RequireAlgorithm(upload, body.Algorithm);
        using var stored = await BodyStorage.ReceiveAsync(state.Blobs, body, upload.Algorithm, request.Aborted);
        var etag = upload.Template.Encryption.IsSse ? Convert.ToHexStringLower(stored.Received.Md5) : NewObject.OpaqueETag();
        var part = Add(upload, new UploadedPart(number, etag, stored.Received.Checksum, request.Now, stored.Content.Share()));

        request.Response.Headers.ETag = $"\"{part.ETag}\"";
        ObjectHeaders.WriteEncryption(request, upload.Template.Encryption);
        var (shown, value) = stored.Received.Declared ?? (upload.Algorithm, part.Checksum);
        request.Response.Headers[shown.Header] = Convert.ToBase64String(value);
        await request.ReplyAsync(200);
    }

    public async Task UploadPartCopyAsync(S3Request request)
    {
        var number = PartNumbers.Parse(request.Query("partNumber"));
        var upload = UploadLookup.Find(request);
        var source = CopySource.Of(request, state.Buckets);
        var range = request.Header("x-amz-copy-source-range") is { } header
            ? ByteRange.OfCopySource(header, source.Version.Size)
            : new ByteRange(0, source.Version.Size);
        if (range.Length > PartNumbers.MaxBytes)
        {
            throw S3Errors.CopySourceTooLarge(PartNumbers.MaxBytes);
        }

        using var content = ObjectLookup.Open(source.Bucket, source.Version);
        using var slice = content.Slice(range.Offset, range.Length);
        await state.Network.CarryAsync(source.CopyTo(request, number, range.Length), request.Aborted);
        var (etag, checksum) = await ContentDigests.OfCopyAsync(
            source.Version, range, slice, upload.Algorithm, upload.Template.Encryption, request.Aborted);
        var part = Add(upload, new UploadedPart(number, etag, checksum, request.Now, slice.Share()));

        source.WriteVersion(request);
        ObjectHeaders.WriteEncryption(request, upload.Template.Encryption);
        await request.ReplyAsync(Element(
            "CopyPartResult",
            Element("ETag", $"\"{part.ETag}\""),
            Element("LastModified", Time(part.LastModified)),
            upload.AlgorithmWasNamed ? Element(upload.Algorithm.Element, Convert.ToBase64String(part.Checksum)) : null));
    }

    /// <param name="part">Its content is taken over; given back where the upload has ended meanwhile.</param>
    private static UploadedPart Add(Upload upload, UploadedPart part)
    {
        if (!upload.TryAdd(part))
        {
            part.Content.Dispose();
            throw S3Errors.NoSuchUpload(upload.Id);
        }

        return part;
    }

    /// <summary>
    /// Parts follow the algorithm chosen for the upload; where parts are checksummed each for itself, each must have one.
    /// </summary>
    private static void RequireAlgorithm(Upload upload, ChecksumAlgorithm? sent)
    {
        var mayOmit = sent is null && upload.ChecksumType == ChecksumType.FullObject;
        if (upload.AlgorithmWasNamed && sent != upload.Algorithm && !mayOmit)
        {
            throw S3Errors.ChecksumMismatch(upload.Algorithm.LowerName, sent?.LowerName ?? "null");
        }
    }
}
