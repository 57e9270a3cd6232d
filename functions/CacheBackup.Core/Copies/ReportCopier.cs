using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;
using CacheBackup.Core.Verification;

namespace CacheBackup.Core.Copies;

/// <summary>Copies the report of a verified file to a destination, so that whoever restores there has it. Repeating it is safe.</summary>
public sealed class ReportCopier(BucketObjects objects, ObjectWriter writer)
{
    /// <summary>Copies a report under the same key.</summary>
    /// <param name="order">The file it is of, and where to.</param>
    /// <param name="cancellationToken">Ends the calls.</param>
    /// <exception cref="ExportedFileChangedException">There is no report.</exception>
    /// <exception cref="DestinationObjectTakenException">Another object has its key.</exception>
    public async Task CopyAsync(CopyOrder order, CancellationToken cancellationToken)
    {
        if (!await CopyIfThereAsync(order, cancellationToken))
        {
            throw CopyFailures.SourceChanged(order.Source, KeyOf(order));
        }
    }

    /// <summary>Copies a report under the same key, where there is one.</summary>
    /// <returns>Whether there is.</returns>
    /// <exception cref="DestinationObjectTakenException">Another object has its key.</exception>
    public async Task<bool> CopyIfThereAsync(CopyOrder order, CancellationToken cancellationToken)
    {
        var key = KeyOf(order);
        var report = await objects.FindAsync(order.Source, key, cancellationToken);
        if (report is not null)
        {
            await writer.WriteOnceAsync(order.Target, key, report.Content, order.Destination, cancellationToken);
        }

        return report is not null;
    }

    private static string KeyOf(CopyOrder order) => new ExportedFile(order.Source, order.Folder, order.Shard.Name).ReportKey;
}
