using System.Xml.Linq;
using CacheBackup.LocalAws.ElastiCache.Buckets;
using CacheBackup.LocalAws.ElastiCache.Seeding;

namespace CacheBackup.LocalAws.ElastiCache.Operations;

/// <summary>An operation that makes a cache, which may begin with data from S3 or from a snapshot.</summary>
internal abstract class CreateOperation(S3Clients clients) : Operation
{
    /// <inheritdoc/>
    public sealed override async Task<IEnumerable<XElement?>> RunAsync(OperationCall call)
    {
        lock (call.State.Gate)
        {
            // What needs no S3 is refused first, and looked at again below: the checks take their time.
            Check(call);
        }

        await SeedChecks.RunAsync(call, clients);
        lock (call.State.Gate)
        {
            return [Create(call)];
        }
    }

    /// <summary>Refuses what cannot be made, and changes nothing. Runs while the state is locked.</summary>
    protected abstract void Check(OperationCall call);

    /// <summary>Makes the cache. Runs while the state is locked.</summary>
    /// <returns>Its description.</returns>
    protected abstract XElement Create(OperationCall call);
}
