using CacheBackup.LocalAws.S3.Checksums;

namespace CacheBackup.LocalAws.S3.Storage;

/// <summary>A multipart upload that is neither completed nor aborted.</summary>
internal sealed class Upload
{
    private readonly Lock _gate = new();
    private readonly SortedDictionary<int, UploadedPart> _parts = [];
    private bool _ended;

    public required string Id { get; init; }

    /// <summary>What the object will be; it has no content yet.</summary>
    public required ObjectVersion Template { get; init; }

    public required DateTimeOffset Initiated { get; init; }

    public required string InitiatorArn { get; init; }

    /// <summary>Canonical id of who began it.</summary>
    public required string InitiatorId { get; init; }

    /// <summary>The algorithm of the object's checksum.</summary>
    public required ChecksumAlgorithm Algorithm { get; init; }

    public required ChecksumType ChecksumType { get; init; }

    /// <summary>Whether the client chose the algorithm: then parts have to follow it.</summary>
    public required bool AlgorithmWasNamed { get; init; }

    public string Key => Template.Key;

    /// <summary>The parts by number, as they are now.</summary>
    public IReadOnlyList<UploadedPart> Parts
    {
        get
        {
            lock (_gate)
            {
                return [.. _parts.Values];
            }
        }
    }

    /// <summary>Adds a part; one of the same number gives way.</summary>
    /// <returns>False once the upload has ended: the part is not taken.</returns>
    public bool TryAdd(UploadedPart part)
    {
        lock (_gate)
        {
            if (_ended)
            {
                return false;
            }

            if (_parts.Remove(part.Number, out var before))
            {
                before.Content.Dispose();
            }

            _parts.Add(part.Number, part);
            return true;
        }
    }

    /// <summary>Ends it without an object.</summary>
    /// <returns>False where it had ended before.</returns>
    public bool TryAbort() => End(_ => this) is not null;

    /// <summary>Ends it, once: what <paramref name="last"/> does with the parts is done before they go.</summary>
    /// <returns>What <paramref name="last"/> returned; null where it had ended before. It goes on where that throws.</returns>
    public T? End<T>(Func<IReadOnlyDictionary<int, UploadedPart>, T> last)
        where T : class
    {
        lock (_gate)
        {
            if (_ended)
            {
                return null;
            }

            var result = last(_parts);
            _ended = true;
            foreach (var part in _parts.Values)
            {
                part.Content.Dispose();
            }

            _parts.Clear();
            return result;
        }
    }
}

/// <summary>A part that arrived.</summary>
/// <param name="Number">1 to 10,000.</param>
/// <param name="ETag">32 hexadecimal digits, without quotes.</param>
/// <param name="Checksum">In the upload's algorithm.</param>
internal sealed record UploadedPart(int Number, string ETag, byte[] Checksum, DateTimeOffset LastModified, Content Content)
{
    /// <summary>In bytes.</summary>
    public long Size => Content.Length;
}
