using System.Xml.Linq;
using CacheBackup.LocalAws.ElastiCache.Model;
using CacheBackup.LocalAws.ElastiCache.Wire;
using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalAws.ElastiCache.Operations;

/// <summary>One request to one operation.</summary>
/// <param name="Aws">Who asked, and over which connection.</param>
/// <param name="Parameters">What was asked.</param>
/// <param name="State">The caller's account in the Region of the request.</param>
internal sealed record OperationCall(AwsCall Aws, QueryParameters Parameters, RegionState State);

/// <summary>One operation of the API; the class carries its name.</summary>
internal abstract class Operation
{
    /// <summary>The API's name for it.</summary>
    public string Name => GetType().Name;

    /// <summary>The top-level parameters it honours. Any other is refused as not implemented, never ignored.</summary>
    public abstract IReadOnlyCollection<string> Supported { get; }

    /// <returns>The members of the result; null members are left out.</returns>
    /// <exception cref="ServiceError">What the service would answer.</exception>
    public abstract Task<IEnumerable<XElement?>> RunAsync(OperationCall call);
}

/// <summary>An operation that only reads or changes the state, and does so at once.</summary>
internal abstract class StateOperation : Operation
{
    /// <inheritdoc/>
    public sealed override Task<IEnumerable<XElement?>> RunAsync(OperationCall call)
    {
        lock (call.State.Gate)
        {
            return Task.FromResult<IEnumerable<XElement?>>([.. Run(call)]);
        }
    }

    /// <summary>Runs while the state is locked.</summary>
    protected abstract IEnumerable<XElement?> Run(OperationCall call);
}
