using System.Xml.Linq;
using CacheBackup.LocalAws.S3.Authorization;
using CacheBackup.LocalAws.S3.Checksums;
using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Wire;
using static CacheBackup.LocalAws.S3.Wire.S3Xml;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>Multipart uploads from outside their parts: beginning, listing, aborting.</summary>
internal static class UploadOperations
{
    private const int MaxPerPage = 1000;
    private const string Marker = "part-number-marker";

    public static Task CreateMultipartUploadAsync(S3Request request)
    {
        var template = NewObject.Template(request);
        var (named, type) = Checksum(request);
        var upload = new Upload
        {
            Id = VersionIds.New(),
            Template = template,
            Initiated = request.Now,
            InitiatorArn = request.Call.Caller.PrincipalArn,
            InitiatorId = CanonicalIds.Of(request.Call.Caller) ?? CanonicalIds.OfAccount(request.Call.Caller.AccountId),
            Algorithm = named ?? ChecksumAlgorithm.Crc64Nvme,
            ChecksumType = type,
            AlgorithmWasNamed = named is not null,
        };
        request.Bucket.Uploads.Add(upload);

        ObjectHeaders.WriteEncryption(request, template.Encryption);
        if (named is not null)
        {
            request.Response.Headers["x-amz-checksum-algorithm"] = named.Name;
            request.Response.Headers["x-amz-checksum-type"] = type.WireName();
        }

        return request.ReplyAsync(Element(
            "InitiateMultipartUploadResult",
            Element("Bucket", request.Bucket.Name),
            Element("Key", request.Key),
            Element("UploadId", upload.Id)));
    }

    public static Task AbortMultipartUploadAsync(S3Request request)
    {
        var upload = UploadLookup.FindFor(request, "s3:AbortMultipartUpload");
        if (!upload.TryAbort())
        {
            throw S3Errors.NoSuchUpload(upload.Id);
        }

        request.Bucket.Uploads.Remove(upload);
        return request.ReplyAsync(204);
    }

    public static Task ListPartsAsync(S3Request request)
    {
        var upload = UploadLookup.FindFor(request, "s3:ListMultipartUploadParts");
        var (limit, marker) = (request.Limit("max-parts", MaxPerPage), request.HasQuery(Marker) ? request.Limit(Marker, int.MaxValue) : 0);
        var rest = upload.Parts.Where(part => part.Number > marker).ToList();
        var shown = rest.Take(limit).ToList();
        return request.ReplyAsync(Element(
            "ListPartsResult",
            Element("Bucket", request.Bucket.Name),
            Element("Key", upload.Key),
            Element("UploadId", upload.Id),
            Initiator(upload),
            ListOperations.Owner(upload.Template.OwnerAccount),
            Element("StorageClass", upload.Template.StorageClass),
            Element("PartNumberMarker", marker),
            Element("NextPartNumberMarker", shown.Count == 0 ? 0 : shown[^1].Number),
            Element("MaxParts", limit),
            Element("IsTruncated", Bool(shown.Count < rest.Count && limit > 0)),
            Algorithm(upload),
            shown.Select(part => Entry(upload, part))));
    }

    public static Task ListMultipartUploadsAsync(S3Request request)
    {
        var names = NameEncoding.Of(request);
        var (keyMarker, idMarker) = (request.Query("key-marker") ?? "", request.Query("upload-id-marker"));
        var query = new ListingQuery(
            request.Query("prefix") ?? "", request.Query("delimiter") ?? "", keyMarker, request.Limit("max-uploads", MaxPerPage))
        {
            AfterId = string.IsNullOrEmpty(idMarker) ? null : idMarker,
        };
        var sorted = request.Bucket.Uploads.All()
            .Where(upload => Utf8Order.Instance.Compare(upload.Key, Listing.Start(query)) >= 0)
            .Select(upload => KeyValuePair.Create(upload.Key, upload));
        var page = Listing.Page(sorted, query, upload => upload.Id);
        return request.ReplyAsync(Element(
            "ListMultipartUploadsResult",
            Element("Bucket", request.Bucket.Name),
            Element("KeyMarker", names.Encode(keyMarker)),
            Element("UploadIdMarker", idMarker),
            page.IsTruncated ? Element("NextKeyMarker", names.Encode(page.Last!)) : null,
            page.IsTruncated ? Optional("NextUploadIdMarker", page.LastId) : null,
            Element("Prefix", names.Encode(query.Prefix)),
            ListOperations.DelimiterOf(query, names),
            names.Element,
            Element("MaxUploads", query.Max),
            Element("IsTruncated", Bool(page.IsTruncated)),
            page.Items.Select(upload => Entry(upload, names)),
            ListOperations.CommonPrefixes(page, names)));
    }

    /// <summary>Algorithm and type asked for; without either the object gets S3's default.</summary>
    private static (ChecksumAlgorithm? Named, ChecksumType Type) Checksum(S3Request request)
    {
        const string Header = "x-amz-checksum-algorithm";
        var named = request.Header(Header) is { } name ? ChecksumAlgorithm.Parse(name, Header) : null;
        var wanted = request.Header("x-amz-checksum-type") is { } typeName ? ChecksumTypes.Parse(typeName) : (ChecksumType?)null;
        if (named is null && wanted is not null)
        {
            throw S3Errors.InvalidRequest("The x-amz-checksum-type header can only be used with the x-amz-checksum-algorithm header.");
        }

        var type = wanted ?? (named ?? ChecksumAlgorithm.Crc64Nvme).DefaultType;
        return named is null || named.Allows(type)
            ? (named, type)
            : throw S3Errors.InvalidRequest(
                $"The {type.WireName()} checksum type cannot be used with the {named.LowerName} checksum algorithm.");
    }

    private static XElement Entry(Upload upload, UploadedPart part) => Element(
        "Part",
        Element("PartNumber", part.Number),
        Element("LastModified", Time(part.LastModified)),
        Element("ETag", $"\"{part.ETag}\""),
        Element("Size", part.Size),
        upload.AlgorithmWasNamed ? Element(upload.Algorithm.Element, Convert.ToBase64String(part.Checksum)) : null);

    private static XElement Entry(Upload upload, NameEncoding names) => Element(
        "Upload",
        Element("Key", names.Encode(upload.Key)),
        Element("UploadId", upload.Id),
        Initiator(upload),
        ListOperations.Owner(upload.Template.OwnerAccount),
        Element("StorageClass", upload.Template.StorageClass),
        Element("Initiated", Time(upload.Initiated)),
        Algorithm(upload));

    private static XElement Initiator(Upload upload) => Element("Initiator", Element("ID", upload.InitiatorId));

    private static XElement?[] Algorithm(Upload upload) => upload.AlgorithmWasNamed
        ? [Element("ChecksumAlgorithm", upload.Algorithm.Name), Element("ChecksumType", upload.ChecksumType.WireName())]
        : [];
}
