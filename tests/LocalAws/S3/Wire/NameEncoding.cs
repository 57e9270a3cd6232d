using System.Xml.Linq;

namespace CacheBackup.LocalAws.S3.Wire;

/// <summary>How names stand in listings: as they are, or URL-encoded, because XML 1.0 cannot hold every key.</summary>
internal sealed record NameEncoding(bool IsUrl)
{
    /// <summary>The element that says so; null for plain names.</summary>
    public XElement? Element => IsUrl ? S3Xml.Element("EncodingType", "url") : null;

    /// <exception cref="S3Exception">Neither absent nor <c>url</c>.</exception>
    public static NameEncoding Of(S3Request request) => request.Query("encoding-type") switch
    {
        null => new NameEncoding(false),
        "url" => new NameEncoding(true),
        var other => throw S3Errors.InvalidArgument("Invalid Encoding Method specified in Request", "encoding-type", other),
    };

    public string Encode(string name) => IsUrl ? Uri.EscapeDataString(name).Replace("%2F", "/", StringComparison.Ordinal) : name;
}
