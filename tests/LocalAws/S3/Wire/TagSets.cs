using System.Net;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace CacheBackup.LocalAws.S3.Wire;

/// <summary>Reads tags, with S3's rules for them.</summary>
internal static partial class TagSets
{
    /// <summary>Tags an object can have.</summary>
    public const int MaxOnObject = 10;

    /// <summary>Tags a bucket can have.</summary>
    public const int MaxOnBucket = 50;

    /// <summary>The tags of the <c>x-amz-tagging</c> header, encoded like a query.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> FromHeader(string? header)
    {
        if (string.IsNullOrEmpty(header))
        {
            return [];
        }

        var pairs = header.Split('&').Select(pair => pair.Split('=', 2)).ToList();
        return Checked(pairs.ConvertAll(
            pair => KeyValuePair.Create(WebUtility.UrlDecode(pair[0]), pair.Length > 1 ? WebUtility.UrlDecode(pair[1]) : "")), MaxOnObject);
    }

    /// <summary>The tags of a document.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> FromXml(XElement tagSet, int max) =>
        Checked(
            [
                .. tagSet.Only("Tag").Elements().Select(tag => KeyValuePair.Create(
                    tag.Only("Key", "Value").Required("Key").Value, tag.Required("Value").Value)),
            ],
            max);

    public static XElement ToXml(IEnumerable<KeyValuePair<string, string>> tags) => S3Xml.Element(
        "Tagging",
        S3Xml.Element(
            "TagSet", tags.Select(tag => S3Xml.Element("Tag", S3Xml.Element("Key", tag.Key), S3Xml.Element("Value", tag.Value)))));

    private static List<KeyValuePair<string, string>> Checked(List<KeyValuePair<string, string>> tags, int max)
    {
        if (tags.Count > max)
        {
            throw new S3Exception(400, "BadRequest", $"{(max == MaxOnObject ? "Object" : "Bucket")} tags cannot be greater than {max}");
        }

        if (tags.DistinctBy(tag => tag.Key).Count() < tags.Count)
        {
            throw S3Errors.InvalidTag("Cannot provide multiple Tags with the same key");
        }

        foreach (var (key, value) in tags)
        {
            Check(key, value);
        }

        return tags;
    }

    private static void Check(string key, string value)
    {
        if (key.Length is < 1 or > 128 || !Allowed().IsMatch(key))
        {
            throw S3Errors.InvalidTag("The TagKey you have provided is invalid");
        }

        if (key.StartsWith("aws:", StringComparison.OrdinalIgnoreCase))
        {
            throw S3Errors.InvalidTag("System tags cannot be added/updated by requester");
        }

        if (value.Length > 256 || !Allowed().IsMatch(value))
        {
            throw S3Errors.InvalidTag("The TagValue you have provided is invalid");
        }
    }

    [GeneratedRegex(@"^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$")]
    private static partial Regex Allowed();
}
