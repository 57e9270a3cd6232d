using System.Xml.Linq;
using CacheBackup.LocalAws.S3.Authorization;
using CacheBackup.LocalAws.S3.Checksums;
using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Wire;
using static CacheBackup.LocalAws.S3.Wire.S3Xml;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>GetObjectAttributes.</summary>
internal static class ObjectAttributesOperations
{
    private const int MaxParts = 1000;

    private static readonly string[] Known = ["ETag", "Checksum", "ObjectParts", "StorageClass", "ObjectSize"];

    public static Task GetObjectAttributesAsync(S3Request request)
    {
        var wanted = Wanted(request);
        var version = ObjectLookup.Find(request);
        Authorizer.Demand(request,
            new AccessRequest(request.VersionId is null ? "s3:GetObject" : "s3:GetObjectVersion", request.Bucket, request.Key, version));
        Preconditions.CheckRead(request, version);
        request.Response.Headers.LastModified = version.LastModified.ToString("r");
        ObjectHeaders.WriteVersion(request, version);
        return request.ReplyAsync(Element(
            "GetObjectAttributesResponse",
            wanted.Contains("ETag") ? Element("ETag", version.ETag) : null,
            wanted.Contains("Checksum") && version.Checksum is { } checksum
                ? Element(
                    "Checksum", Element(checksum.Algorithm.Element, checksum.Value), Element("ChecksumType", checksum.Type.WireName()))
                : null,
            wanted.Contains("ObjectParts") && version.Parts.Count > 0 ? Parts(request, version) : null,
            wanted.Contains("StorageClass") ? Element("StorageClass", version.StorageClass) : null,
            wanted.Contains("ObjectSize") ? Element("ObjectSize", version.Size) : null));
    }

    private static string[] Wanted(S3Request request)
    {
        const string Header = "x-amz-object-attributes";
        var wanted = (request.Header(Header) ?? throw S3Errors.InvalidRequest($"Missing required header for this request: {Header}"))
            .Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return wanted.Length > 0 && wanted.All(Known.Contains)
            ? wanted
            : throw S3Errors.InvalidArgument("Invalid attribute name specified.", Header, request.Header(Header)!);
    }

    /// <summary>Single parts are told only where each keeps a checksum of its own.</summary>
    private static XElement Parts(S3Request request, ObjectVersion version)
    {
        var total = Element("PartsCount", version.Parts.Count);
        if (version.Checksum is not { Type: ChecksumType.Composite, Algorithm: var algorithm })
        {
            return Element("ObjectParts", total);
        }

        var limit = int.TryParse(request.Header("x-amz-max-parts"), out var max) && max >= 0 ? Math.Min(max, MaxParts) : MaxParts;
        var marker = int.TryParse(request.Header("x-amz-part-number-marker"), out var after) ? after : 0;
        var rest = version.Parts.Where(part => part.Number > marker).ToList();
        var shown = rest.Take(limit).ToList();
        return Element(
            "ObjectParts",
            total,
            Element("PartNumberMarker", marker),
            Element("NextPartNumberMarker", shown.Count == 0 ? 0 : shown[^1].Number),
            Element("MaxParts", limit),
            Element("IsTruncated", Bool(shown.Count < rest.Count)),
            shown.Select(part => Element(
                "Part", Element("PartNumber", part.Number), Element("Size", part.Size), Optional(algorithm.Element, part.Checksum))));
    }
}
