using System.Xml.Linq;
using CacheBackup.LocalAws.S3.Authorization;
using CacheBackup.LocalAws.S3.Checksums;
using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Wire;
using static CacheBackup.LocalAws.S3.Wire.S3Xml;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>ListObjects and ListObjectsV2.</summary>
internal static class ListOperations
{
    /// <summary>Names of a page at most.</summary>
    internal const int MaxKeys = 1000;

    public static Task ListObjectsAsync(S3Request request)
    {
        var names = NameEncoding.Of(request);
        var (query, page) = Read(request, request.Query("marker") ?? "");
        var next = page.IsTruncated && query.Delimiter.Length > 0 ? page.Last : null;
        return request.ReplyAsync(Element(
            "ListBucketResult",
            Element("Name", request.Bucket.Name),
            Element("Prefix", names.Encode(query.Prefix)),
            Element("Marker", names.Encode(query.After)),
            Optional("NextMarker", next is null ? null : names.Encode(next)),
            Element("MaxKeys", query.Max),
            DelimiterOf(query, names),
            names.Element,
            Element("IsTruncated", Bool(page.IsTruncated)),
            page.Items.Select(version => Entry(version, names, withOwner: true)),
            CommonPrefixes(page, names)));
    }

    public static Task ListObjectsV2Async(S3Request request)
    {
        if (request.Query("list-type") != "2")
        {
            throw S3Errors.InvalidArgument("Invalid List Type specified in Query", "list-type", request.Query("list-type") ?? "");
        }

        var names = NameEncoding.Of(request);
        var (token, startAfter) = (request.Query("continuation-token"), request.Query("start-after"));
        var (query, page) = Read(request, ContinuationToken.Decode(token) ?? startAfter ?? "");
        var withOwner = request.Query("fetch-owner") == "true";
        return request.ReplyAsync(Element(
            "ListBucketResult",
            Element("Name", request.Bucket.Name),
            Element("Prefix", names.Encode(query.Prefix)),
            Optional("ContinuationToken", token),
            page.IsTruncated ? Element("NextContinuationToken", ContinuationToken.Encode(page.Last!)) : null,
            Optional("StartAfter", startAfter is null ? null : names.Encode(startAfter)),
            Element("KeyCount", page.Items.Count + page.CommonPrefixes.Count),
            Element("MaxKeys", query.Max),
            DelimiterOf(query, names),
            names.Element,
            Element("IsTruncated", Bool(page.IsTruncated)),
            page.Items.Select(version => Entry(version, names, withOwner)),
            CommonPrefixes(page, names)));
    }

    internal static IEnumerable<XElement> CommonPrefixes<T>(ListingPage<T> page, NameEncoding names) =>
        page.CommonPrefixes.Select(prefix => Element("CommonPrefixes", Element("Prefix", names.Encode(prefix))));

    internal static XElement? DelimiterOf(ListingQuery query, NameEncoding names) =>
        query.Delimiter.Length > 0 ? Element("Delimiter", names.Encode(query.Delimiter)) : null;

    internal static XElement Owner(string accountId) => Element("Owner", Element("ID", CanonicalIds.OfAccount(accountId)));

    /// <summary>What listings tell about the bytes of a version.</summary>
    internal static IEnumerable<XElement?> Details(ObjectVersion version) =>
    [
        Element("ETag", $"\"{version.ETag}\""),
        Optional("ChecksumAlgorithm", version.Checksum?.Algorithm.Name),
        Optional("ChecksumType", version.Checksum?.Type.WireName()),
        Element("Size", version.Size),
        Element("StorageClass", version.StorageClass),
    ];

    private static (ListingQuery Query, ListingPage<ObjectVersion> Page) Read(S3Request request, string after)
    {
        var query = new ListingQuery(
            request.Query("prefix") ?? "", request.Query("delimiter") ?? "", after, request.Limit("max-keys", MaxKeys));
        return (query, request.Bucket.Objects.Walk(Listing.Start(query), keys => Listing.Page(Current(keys), query)));
    }

    private static IEnumerable<KeyValuePair<string, ObjectVersion>> Current(IEnumerable<KeyValuePair<string, VersionStack>> keys) =>
        keys.Where(key => key.Value.Current is { IsDeleteMarker: false }).Select(key => KeyValuePair.Create(key.Key, key.Value.Current!));

    private static XElement Entry(ObjectVersion version, NameEncoding names, bool withOwner) => Element(
        "Contents",
        Element("Key", names.Encode(version.Key)),
        Element("LastModified", Time(version.LastModified)),
        Details(version),
        withOwner ? Owner(version.OwnerAccount) : null);
}
