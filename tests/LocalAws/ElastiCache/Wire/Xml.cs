using System.Globalization;
using System.Xml.Linq;

namespace CacheBackup.LocalAws.ElastiCache.Wire;

/// <summary>Builds the XML answers of the Query protocol.</summary>
internal static class Xml
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";
    private static readonly XNamespace Namespace = "http://elasticache.amazonaws.com/doc/2015-02-02/";

    /// <summary>A structure; absent (null) members are left out.</summary>
    public static XElement Structure(string name, params object?[] members) => new(Namespace + name, members);

    /// <summary>A scalar member, or nothing for null.</summary>
    public static XElement? Field(string name, object? value) => value switch
    {
        null => null,
        bool flag => new XElement(Namespace + name, flag ? "true" : "false"),
        DateTimeOffset time => new XElement(Namespace + name, time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)),
        _ => new XElement(Namespace + name, value),
    };

    /// <summary>A list whose items are already elements.</summary>
    public static XElement List(string name, IEnumerable<XElement> items) => new(Namespace + name, items);

    /// <summary>A list of strings.</summary>
    public static XElement List(string name, string member, IEnumerable<string> items) =>
        new(Namespace + name, items.Select(item => new XElement(Namespace + member, item)));

    /// <summary>A whole answer.</summary>
    /// <param name="operation">The operation's name.</param>
    /// <param name="requestId">Echoed in ResponseMetadata.</param>
    /// <param name="members">What <c>OperationResult</c> holds.</param>
    public static XElement Answer(string operation, string requestId, IEnumerable<XElement?> members) =>
        Structure(
            $"{operation}Response",
            new XElement(Namespace + $"{operation}Result", members),
            Structure("ResponseMetadata", Field("RequestId", requestId)));

    /// <summary>An error document.</summary>
    public static XElement Error(string code, int status, string message, string requestId) =>
        Structure(
            "ErrorResponse",
            Structure("Error", Field("Type", status < 500 ? "Sender" : "Receiver"), Field("Code", code), Field("Message", message)),
            Field("RequestId", requestId));
}
