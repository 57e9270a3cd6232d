using System.Collections.Concurrent;

namespace CacheBackup.LocalAws.S3.Storage;

/// <summary>A bucket's unfinished uploads.</summary>
internal sealed class UploadIndex
{
    private readonly ConcurrentDictionary<string, Upload> _uploads = new(StringComparer.Ordinal);

    public void Add(Upload upload) => _uploads[upload.Id] = upload;

    /// <summary>The upload of that id, provided it is for that key.</summary>
    public Upload? Find(string key, string uploadId) =>
        _uploads.TryGetValue(uploadId, out var upload) && upload.Key == key ? upload : null;

    public void Remove(Upload upload) => _uploads.TryRemove(upload.Id, out _);

    /// <summary>In the order in which S3 lists them: by key, then by start.</summary>
    public IReadOnlyList<Upload> All() =>
        [.. _uploads.Values.OrderBy(upload => upload.Key, Utf8Order.Instance).ThenBy(upload => upload.Initiated)
            .ThenBy(upload => upload.Id, StringComparer.Ordinal)];
}
