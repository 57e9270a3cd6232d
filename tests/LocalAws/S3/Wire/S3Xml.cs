using System.Xml;
using System.Xml.Linq;

namespace CacheBackup.LocalAws.S3.Wire;

/// <summary>Builds and takes apart the XML of S3.</summary>
internal static class S3Xml
{
    public static readonly XNamespace Namespace = "http://s3.amazonaws.com/doc/2006-03-01/";

    /// <summary>The largest request document read, in bytes: 10,000 parts with their checksums fit.</summary>
    private const int MaxDocumentBytes = 8 * 1024 * 1024;

    /// <summary>An element; null content is left out.</summary>
    public static XElement Element(string name, params object?[] content) => new(Namespace + name, content);

    /// <summary>An element, or nothing where the value is null.</summary>
    public static XElement? Optional(string name, object? value) => value is null ? null : Element(name, value);

    /// <summary>As S3 writes times in XML.</summary>
    public static string Time(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'");

    public static string Bool(bool value) => value ? "true" : "false";

    /// <summary>Reads a request document whose root has one of these names.</summary>
    /// <exception cref="S3Exception"><c>MalformedXML</c>.</exception>
    public static XElement Parse(ReadOnlyMemory<byte> body, params string[] rootNames)
    {
        if (body.Length > MaxDocumentBytes)
        {
            throw S3Errors.MalformedXml();
        }

        try
        {
            using var reader = XmlReader.Create(
                new MemoryStream(body.ToArray()), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
            var root = XElement.Load(reader);
            return rootNames.Contains(root.Name.LocalName) ? root : throw S3Errors.MalformedXml();
        }
        catch (XmlException)
        {
            throw S3Errors.MalformedXml();
        }
    }

    /// <summary>The children by local name, after a check that there are no others.</summary>
    public static XElement Only(this XElement element, params string[] names) =>
        element.Elements().All(child => names.Contains(child.Name.LocalName)) ? element : throw S3Errors.MalformedXml();

    public static IEnumerable<XElement> Children(this XElement element, string name) =>
        element.Elements().Where(child => child.Name.LocalName == name);

    /// <summary>The only child of that name, or null.</summary>
    public static XElement? Child(this XElement element, string name)
    {
        var found = element.Children(name).Take(2).ToList();
        return found.Count > 1 ? throw S3Errors.MalformedXml() : found.FirstOrDefault();
    }

    public static XElement Required(this XElement element, string name) => element.Child(name) ?? throw S3Errors.MalformedXml();

    /// <summary>The text of a child, or null.</summary>
    public static string? Text(this XElement element, string name) => element.Child(name)?.Value.Trim();

    public static string RequiredText(this XElement element, string name) =>
        element.Text(name) is { Length: > 0 } text ? text : throw S3Errors.MalformedXml();

    /// <summary>A child of <c>true</c> or <c>false</c>; false where it is absent.</summary>
    public static bool Flag(this XElement element, string name) => element.Text(name) switch
    {
        null => false,
        var text when bool.TryParse(text, out var value) => value,
        _ => throw S3Errors.MalformedXml(),
    };
}
