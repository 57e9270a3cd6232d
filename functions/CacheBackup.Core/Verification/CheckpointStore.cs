using System.Globalization;
using CacheBackup.Core.Errors;
using CacheBackup.Core.Objects;
using CacheBackup.Rdb;

namespace CacheBackup.Core.Verification;

/// <summary>
/// Keeps the checkpoint of a verification beside its file, until the report is written. Its metadata say what it belongs to.
/// </summary>
public sealed class CheckpointStore(BucketObjects objects, ObjectWriter writer, ObjectRemover remover)
{
    private const string Pin = "pin";
    private const string Order = "order";

    /// <summary>The verification to go on with.</summary>
    /// <returns>A new one, and why, where there is no checkpoint of this order.</returns>
    /// <exception cref="ExportedFileChangedException">The checkpoint is of another version of the file.</exception>
    internal async Task<ResumedVerifier> ResumeAsync(
        ExportedFile file, ObjectFacts pin, VerificationOrder order, CancellationToken cancellationToken)
    {
        var stored = await objects.FindAsync(file.Bucket, file.CheckpointKey, cancellationToken);
        if (stored is null)
        {
            return new ResumedVerifier(new RdbVerifier(order.Options), HasCheckpoint: false, Refused: null);
        }

        if (stored.Metadata.GetValueOrDefault(Pin) is { } pinned && pinned != TextOf(pin))
        {
            throw VerificationFailures.Changed(file);
        }

        return Resume(stored, order);
    }

    /// <summary>Writes a checkpoint over the one before.</summary>
    internal Task SaveAsync(
        ExportedFile file, ObjectFacts pin, VerificationOrder order, RdbCheckpoint checkpoint, CancellationToken cancellationToken)
    {
        var metadata = new Dictionary<string, string> { [Pin] = TextOf(pin), [Order] = TextOf(order) };
        return writer.ReplaceAsync(file.Bucket, file.CheckpointKey, checkpoint.State, metadata, cancellationToken);
    }

    /// <summary>Removes every version of it: what it was for is done.</summary>
    internal Task RemoveAsync(ExportedFile file, CancellationToken cancellationToken) =>
        remover.RemoveObjectAsync(file.Bucket, file.CheckpointKey, cancellationToken);

    private static ResumedVerifier Resume(StoredObject stored, VerificationOrder order)
    {
        var refused = stored.Metadata.GetValueOrDefault(Order) == TextOf(order) ? null : "it was begun with other options";
        try
        {
            // Where in the file it stands is part of the state.
            return refused is null
                ? new ResumedVerifier(RdbVerifier.Resume(new RdbCheckpoint(0, stored.Content)), HasCheckpoint: true, Refused: null)
                : new ResumedVerifier(new RdbVerifier(order.Options), HasCheckpoint: true, refused);
        }
        catch (InvalidCheckpointException error)
        {
            return new ResumedVerifier(new RdbVerifier(order.Options), HasCheckpoint: true, error.Message);
        }
    }

    private static string TextOf(ObjectFacts pin) => $"{pin.Bytes} {pin.ETag} {pin.VersionId}".TrimEnd();

    private static string TextOf(VerificationOrder order) =>
        string.Create(CultureInfo.InvariantCulture, $"{order.Plan.Level} {order.At.ToUniversalTime():O} {order.Plan.Target?.Engine}").TrimEnd();
}

/// <summary>A verification to go on with.</summary>
/// <param name="Verifier">It stands where reading goes on.</param>
/// <param name="HasCheckpoint">Whether there is a checkpoint to remove in the end.</param>
/// <param name="Refused">Why a checkpoint was not used; null where it was, or where there was none.</param>
internal sealed record ResumedVerifier(RdbVerifier Verifier, bool HasCheckpoint, string? Refused);
