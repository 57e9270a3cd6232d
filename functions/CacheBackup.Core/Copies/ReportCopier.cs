using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Requests;
using CacheBackup.Core.Verification;

namespace CacheBackup.Core.Copies;

/// <summary>Copies the report of a verified file to a destination, so that whoever restores there has it. Repeating it is safe.</summary>
public sealed class ReportCopier(BucketObjects objects, ObjectWriter writer)
{
    /// <summary>Copies a report under the same key.</summary>
    /// <param name="source">The export bucket.</param>
    /// <param name="folder">The backup's folder.</param>
    /// <param name="shard">The file.</param>
    /// <param name="destination">Where to.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="ExportedFileChangedException">There is no report.</exception>
    /// <exception cref="DestinationObjectTakenException">Another object has its key.</exception>
    public async Task CopyAsync(
        BucketLocation source, string folder, VerifiedShard shard, CopyDestination destination, CancellationToken cancellationToken)
    {
        var key = new ExportedFile(source, folder, shard.Name).ReportKey;
        var report = await objects.FindAsync(source, key, cancellationToken) ?? throw CopyFailures.SourceChanged(source, key);
        var target = CopyOrder.LocationOf(destination, source);
        await writer.WriteOnceAsync(target, key, report.Content, destination, cancellationToken);
    }
}
