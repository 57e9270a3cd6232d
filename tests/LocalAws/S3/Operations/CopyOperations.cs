using CacheBackup.LocalAws.S3.Authorization;
using CacheBackup.LocalAws.S3.Checksums;
using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Wire;
using static CacheBackup.LocalAws.S3.Wire.S3Xml;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>CopyObject. The bytes stay where they are: the copy shares them, after the time that copying takes.</summary>
internal sealed class CopyOperations(S3State state)
{
    public async Task CopyObjectAsync(S3Request request)
    {
        var precondition = Preconditions.OfWrite(request);
        var source = CopySource.Of(request, state.Buckets);
        var replacesMetadata = IsReplace(request, "x-amz-metadata-directive");
        RefuseToItself(request, source, replacesMetadata);
        if (source.Version.Size > PartNumbers.MaxBytes)
        {
            throw S3Errors.CopySourceTooLarge(PartNumbers.MaxBytes);
        }

        var template = NewObject.Template(request) with { Tags = Tags(request, source) };
        using var content = ObjectLookup.Open(source.Bucket, source.Version);
        await state.Network.CarryAsync(source.CopyTo(request, 0, source.Version.Size), request.Aborted);
        var algorithm = Algorithm(request, source.Version);
        var (etag, value) = await ContentDigests.OfCopyAsync(
            source.Version, new ByteRange(0, source.Version.Size), content, algorithm, template.Encryption, request.Aborted);
        var checksum = ObjectChecksum.FullObject(algorithm, value);
        var version = template with
        {
            Content = content.Share(),
            ETag = etag,
            Checksum = checksum,
            Metadata = replacesMetadata ? template.Metadata : source.Version.Metadata,
        };
        var published = Publishing.Publish(request, version, precondition);

        source.WriteVersion(request);
        ObjectHeaders.WriteEncryption(request, published.Encryption);
        ObjectHeaders.WriteVersion(request, published);
        await request.ReplyAsync(Element(
            "CopyObjectResult",
            Element("ETag", $"\"{published.ETag}\""),
            Element("LastModified", Time(published.LastModified)),
            Element("ChecksumType", checksum.Type.WireName()),
            Element(algorithm.Element, checksum.Value)));
    }

    /// <summary>The algorithm asked for, else the source's, else S3's default.</summary>
    private static ChecksumAlgorithm Algorithm(S3Request request, ObjectVersion source) =>
        request.Header("x-amz-checksum-algorithm") is { } name
            ? ChecksumAlgorithm.Parse(name, "x-amz-checksum-algorithm")
            : source.Checksum?.Algorithm ?? ChecksumAlgorithm.Crc64Nvme;

    private static IReadOnlyList<KeyValuePair<string, string>> Tags(S3Request request, CopySource source)
    {
        if (IsReplace(request, "x-amz-tagging-directive") || source.Version.Tags.Count == 0)
        {
            return IsReplace(request, "x-amz-tagging-directive") ? TagSets.FromHeader(request.Header("x-amz-tagging")) : [];
        }

        var (bucket, version) = (source.Bucket, source.Version);
        Authorizer.Demand(request,
            new AccessRequest(source.IsVersionNamed ? "s3:GetObjectVersionTagging" : "s3:GetObjectTagging", bucket, version.Key, version));
        Authorizer.Demand(request, new AccessRequest("s3:PutObjectTagging", request.Bucket, request.Key) { RequestTags = version.Tags });
        return version.Tags;
    }

    private static bool IsReplace(S3Request request, string header) => request.Header(header) switch
    {
        null or "COPY" => false,
        "REPLACE" => true,
        var other => throw S3Errors.InvalidArgument(
            $"Unknown {(header.Contains("tagging", StringComparison.Ordinal) ? "tagging" : "metadata")} directive.", header, other),
    };

    private static void RefuseToItself(S3Request request, CopySource source, bool replacesMetadata)
    {
        var changes = replacesMetadata || source.IsVersionNamed
            || request.Header("x-amz-storage-class") is { } storageClass && storageClass != source.Version.StorageClass
            || request.Header("x-amz-server-side-encryption") is not null;
        if (source.Bucket == request.Bucket && source.Version.Key == request.Key && !changes)
        {
            throw S3Errors.InvalidRequest(
                "This copy request is illegal because it is trying to copy an object to itself without changing the object's metadata, "
                    + "storage class, website redirect location or encryption attributes.");
        }
    }
}
