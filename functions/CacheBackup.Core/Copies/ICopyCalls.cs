using CacheBackup.Core.Objects;

namespace CacheBackup.Core.Copies;

/// <summary>
/// Everything the copy of one file asks of S3, in the copy's own words: what is an answer is a result, what may pass is a
/// <see cref="Errors.TransientServiceException"/>, all else a permanent error. So a copy can also be run over simulated calls.
/// </summary>
public interface ICopyCalls
{
    /// <summary>What the source is now; null where it is gone.</summary>
    Task<ObjectFacts?> HeadSourceAsync(CancellationToken cancellationToken);

    /// <summary>What is under the key in the destination; null for nothing.</summary>
    Task<ObjectFacts?> HeadCopyAsync(CancellationToken cancellationToken);

    /// <summary>How the source was uploaded; null where S3 does not say.</summary>
    /// <exception cref="Errors.ExportedFileChangedException">It is no longer what was verified.</exception>
    Task<SourceParts?> ReadSourcePartsAsync(ObjectFacts source, CancellationToken cancellationToken);

    /// <summary>Copies the whole source by one call; null where the key is taken or the source has changed.</summary>
    Task<WrittenCopy?> CopyWholeAsync(ObjectFacts source, CancellationToken cancellationToken);

    /// <summary>The open uploads of the key.</summary>
    Task<IReadOnlyList<OpenUpload>> ListUploadsAsync(CancellationToken cancellationToken);

    /// <summary>Begins an upload with everything that is carried over.</summary>
    /// <returns>Its id.</returns>
    Task<string> CreateUploadAsync(ObjectFacts source, CopyMethod method, CancellationToken cancellationToken);

    /// <summary>The parts of an upload from one number to another; null where there is no such upload any more.</summary>
    Task<IReadOnlyList<CopiedPart>?> ListPartsAsync(string uploadId, int first, int last, CancellationToken cancellationToken);

    /// <summary>Copies one part of the pinned source.</summary>
    /// <returns>False where there is no such upload any more.</returns>
    /// <exception cref="Errors.ExportedFileChangedException">The source is no longer what was verified.</exception>
    Task<bool> CopyPartAsync(string uploadId, PartRange part, CancellationToken cancellationToken);

    /// <summary>Makes the parts an object, unless one is there, or it would not be the source.</summary>
    Task<Completion> CompleteUploadAsync(
        string uploadId, ObjectFacts source, CopyMethod method, IReadOnlyList<CopiedPart> parts, CancellationToken cancellationToken);

    /// <summary>Aborts an upload; nothing where there is none.</summary>
    Task AbortUploadAsync(string uploadId, CancellationToken cancellationToken);

    /// <summary>Removes a copy this run has written, and no other object.</summary>
    Task RemoveCopyAsync(WrittenCopy copy, CancellationToken cancellationToken);
}

/// <summary>What S3 said it wrote.</summary>
/// <param name="ETag">Without quotes; empty where it was not told, as by Ceph's gateway of a completed upload.</param>
/// <param name="VersionId">Null in a bucket without versioning.</param>
public sealed record WrittenCopy(string ETag, string? VersionId)
{
    /// <summary>Whether it can be told from another object under its key, and so be removed.</summary>
    public bool IsKnown => VersionId is not null || ETag.Length > 0;
}

/// <summary>An upload that is neither completed nor aborted.</summary>
/// <param name="UploadId">Its id.</param>
/// <param name="InitiatedAt">When it was begun.</param>
public sealed record OpenUpload(string UploadId, DateTimeOffset InitiatedAt);

/// <summary>What became of the attempt to complete an upload.</summary>
/// <param name="Outcome">In one word.</param>
/// <param name="Written">The object, where there is a new one.</param>
/// <param name="Detail">What S3 said against it.</param>
public sealed record Completion(CompletionOutcome Outcome, WrittenCopy? Written = null, string? Detail = null);

/// <summary>See <see cref="Completion"/>.</summary>
public enum CompletionOutcome
{
    /// <summary>The object is there.</summary>
    Completed,

    /// <summary>412: another object is there.</summary>
    KeyTaken,

    /// <summary>409: another write of the key was under way, and this upload cannot be completed any more.</summary>
    Conflicted,

    /// <summary>There is no such upload any more.</summary>
    UploadGone,

    /// <summary>A part is not the one that was listed: a late answer has replaced it.</summary>
    PartsChanged,

    /// <summary>The parts' checksum or size is not the source's.</summary>
    NotTheSource,
}
