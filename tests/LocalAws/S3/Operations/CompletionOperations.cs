using CacheBackup.LocalAws.S3.Checksums;
using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Wire;
using static CacheBackup.LocalAws.S3.Wire.S3Xml;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>CompleteMultipartUpload: checks every part and everything said about the whole, then joins.</summary>
internal static class CompletionOperations
{
    public static async Task CompleteMultipartUploadAsync(S3Request request)
    {
        var precondition = Preconditions.OfWrite(request);
        var upload = UploadLookup.Find(request);
        var body = await RequestBody.OfDocumentAboutObject(request).ReceiveDocumentAsync(request.Aborted);
        var named = CompletedParts.Read(body);
        var published = upload.End(uploaded => Publish(request, upload, CompletedParts.Match(upload, named, uploaded), precondition))
            ?? throw S3Errors.NoSuchUpload(upload.Id);
        request.Bucket.Uploads.Remove(upload);

        ObjectHeaders.WriteEncryption(request, published.Encryption);
        ObjectHeaders.WriteVersion(request, published);
        await request.ReplyAsync(Element(
            "CompleteMultipartUploadResult",
            Element("Location",
                $"{request.Http.Request.Scheme}://{request.Http.Request.Host}/{request.Bucket.Name}/{Uri.EscapeDataString(published.Key)}"),
            Element("Bucket", request.Bucket.Name),
            Element("Key", published.Key),
            Element("ETag", $"\"{published.ETag}\""),
            Element(published.Checksum!.Algorithm.Element, published.Checksum.Value),
            Element("ChecksumType", published.Checksum.Type.WireName())));
    }

    private static ObjectVersion Publish(
        S3Request request, Upload upload, IReadOnlyList<UploadedPart> parts, Action<ObjectVersion?> precondition)
    {
        CheckSize(request, parts.Sum(part => part.Size));
        var checksum = ObjectChecksum.OfParts(upload.Algorithm, upload.ChecksumType, [.. parts.Select(part => (part.Checksum, part.Size))]);
        CheckChecksum(request, upload, checksum);
        var keepsPartChecksums = upload.ChecksumType == ChecksumType.Composite;
        var version = upload.Template with
        {
            LastModified = request.Now,
            Content = Content.Join(parts.Select(part => part.Content)),
            ETag = ContentDigests.ETagOfParts([.. parts.Select(part => part.ETag)]),
            Checksum = checksum,
            Parts = [.. parts.Select(
                part => new ObjectPart(part.Number, part.Size, keepsPartChecksums ? Convert.ToBase64String(part.Checksum) : null))],
        };
        return Publishing.Publish(request, version, precondition);
    }

    private static void CheckSize(S3Request request, long size)
    {
        if (request.Header("x-amz-mp-object-size") is not { } header)
        {
            return;
        }

        if (!long.TryParse(header, out var expected))
        {
            throw S3Errors.InvalidRequest($"Value for x-amz-mp-object-size header is invalid: '{header}'");
        }

        if (expected != size)
        {
            throw S3Errors.InvalidRequest(
                $"The provided 'x-amz-mp-object-size' header value {expected} does not match what was computed: {size}");
        }
    }

    private static void CheckChecksum(S3Request request, Upload upload, ObjectChecksum computed)
    {
        if (request.Header("x-amz-checksum-type") is { } type && ChecksumTypes.Parse(type) != upload.ChecksumType)
        {
            throw S3Errors.InvalidRequest(
                $"The upload was created using the {upload.ChecksumType.WireName()} checksum mode. The complete request must use the "
                    + "same checksum mode.");
        }

        foreach (var algorithm in ChecksumAlgorithm.All.Where(algorithm => request.Header(algorithm.Header) is not null))
        {
            if (algorithm != upload.Algorithm)
            {
                throw S3Errors.ChecksumMismatch(upload.Algorithm.LowerName, algorithm.LowerName);
            }

            if (request.Header(algorithm.Header) != computed.Value)
            {
                throw S3Errors.BadDigest(algorithm.LowerName);
            }
        }
    }
}
