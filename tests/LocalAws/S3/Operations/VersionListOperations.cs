using System.Xml.Linq;
using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Wire;
using static CacheBackup.LocalAws.S3.Wire.S3Xml;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>ListObjectVersions.</summary>
internal static class VersionListOperations
{
    public static Task ListObjectVersionsAsync(S3Request request)
    {
        var names = NameEncoding.Of(request);
        var (keyMarker, idMarker) = (request.Query("key-marker") ?? "", request.Query("version-id-marker"));
        if (idMarker is not null && keyMarker.Length == 0)
        {
            throw S3Errors.InvalidArgument("A version-id marker cannot be specified without a key marker.", "version-id-marker", idMarker);
        }

        var query = new ListingQuery(
            request.Query("prefix") ?? "", request.Query("delimiter") ?? "", keyMarker, request.Limit("max-keys", ListOperations.MaxKeys))
        {
            AfterId = string.IsNullOrEmpty(idMarker) ? null : idMarker,
        };
        var page = request.Bucket.Objects.Walk(
            Listing.Start(query), keys => Listing.Page(Versions(keys), query, entry => entry.Version.VersionId));
        return request.ReplyAsync(Element(
            "ListVersionsResult",
            Element("Name", request.Bucket.Name),
            Element("Prefix", names.Encode(query.Prefix)),
            Element("KeyMarker", names.Encode(keyMarker)),
            Element("VersionIdMarker", idMarker),
            page.IsTruncated ? Element("NextKeyMarker", names.Encode(page.Last!)) : null,
            page.IsTruncated ? Optional("NextVersionIdMarker", page.LastId) : null,
            Element("MaxKeys", query.Max),
            ListOperations.DelimiterOf(query, names),
            names.Element,
            Element("IsTruncated", Bool(page.IsTruncated)),
            page.Items.Select(entry => Entry(entry.Version, entry.IsLatest, names)),
            ListOperations.CommonPrefixes(page, names)));
    }

    private static IEnumerable<KeyValuePair<string, Listed>> Versions(IEnumerable<KeyValuePair<string, VersionStack>> keys) =>
        keys.SelectMany(key => key.Value.Versions.Select(version =>
            KeyValuePair.Create(key.Key, new Listed(version, IsLatest: version == key.Value.Current))));

    private static XElement Entry(ObjectVersion version, bool isLatest, NameEncoding names) => Element(
        version.IsDeleteMarker ? "DeleteMarker" : "Version",
        Element("Key", names.Encode(version.Key)),
        Element("VersionId", version.VersionId),
        Element("IsLatest", Bool(isLatest)),
        Element("LastModified", Time(version.LastModified)),
        version.IsDeleteMarker ? null : ListOperations.Details(version),
        ListOperations.Owner(version.OwnerAccount));

    private sealed record Listed(ObjectVersion Version, bool IsLatest);
}
