using System.Xml.Linq;
using CacheBackup.LocalAws.ElastiCache.Model;

namespace CacheBackup.LocalAws.ElastiCache.Wire;

/// <summary>The <c>Endpoint</c> structure: the address of a real server.</summary>
internal static class EndpointXml
{
    /// <summary>Nothing while no server runs.</summary>
    public static XElement? Write(string name, CacheCluster cluster) => cluster.Server is { } server
        ? Xml.Structure(name, Xml.Field("Address", "127.0.0.1"), Xml.Field("Port", server.Port))
        : null;
}
