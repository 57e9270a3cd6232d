using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Storage;

/// <summary>What a delete did.</summary>
/// <param name="VersionId">Of the version removed, or of the delete marker put; null where neither has an id to show.</param>
/// <param name="IsDeleteMarker">Whether that version is a delete marker.</param>
internal sealed record DeleteOutcome(string? VersionId, bool IsDeleteMarker);

/// <summary>A bucket's objects with all their versions. Every change is atomic: a reader sees a whole version or none.</summary>
internal sealed class ObjectIndex(string bucketName)
{
    private readonly Lock _gate = new();
    private readonly KeyIndex<VersionStack> _keys = new();
    private bool _closed;

    /// <summary>A version, or the current one; null where there is none. The current one may be a delete marker.</summary>
    public ObjectVersion? Find(string key, string? versionId)
    {
        lock (_gate)
        {
            return FindUnlocked(key, versionId);
        }
    }

    /// <summary>The bytes of a version, to be disposed by the caller; null where it has gone meanwhile.</summary>
    public Content? Open(ObjectVersion version)
    {
        lock (_gate)
        {
            var current = FindUnlocked(version.Key, version.VersionId)?.Content;
            return current is not null && current == version.Content ? current.Share() : null;
        }
    }

    /// <summary>Makes a version the current one.</summary>
    /// <param name="version">Its id is given here, as versioning asks; its content is taken over.</param>
    /// <param name="precondition">Sees the current object (null where there is none) and throws to refuse.</param>
    public ObjectVersion Publish(ObjectVersion version, VersioningStatus versioning, Action<ObjectVersion?> precondition)
    {
        lock (_gate)
        {
            if (_closed)
            {
                throw S3Errors.NoSuchBucket(bucketName);
            }

            precondition(FindUnlocked(version.Key, null) is { IsDeleteMarker: false } current ? current : null);
            var published = version with { VersionId = versioning == VersioningStatus.Enabled ? VersionIds.New() : ObjectVersion.NullId };
            StackOf(version.Key).Push(published);
            return published;
        }
    }

    /// <summary>Deletes a version for good, or the object as versioning asks.</summary>
    /// <param name="marker">The delete marker to put where versioning wants one.</param>
    /// <param name="versionId">The version to remove; null to delete the object.</param>
    public DeleteOutcome Delete(ObjectVersion marker, string? versionId, VersioningStatus versioning, Action<ObjectVersion?> precondition)
    {
        lock (_gate)
        {
            precondition(FindUnlocked(marker.Key, versionId) is { IsDeleteMarker: false } current ? current : null);
            if (versionId is not null || versioning == VersioningStatus.Unversioned)
            {
                var removed = Remove(marker.Key, versionId ?? ObjectVersion.NullId);
                return new DeleteOutcome(versionId, removed is { IsDeleteMarker: true });
            }

            var put = marker with { VersionId = versioning == VersioningStatus.Enabled ? VersionIds.New() : ObjectVersion.NullId };
            StackOf(marker.Key).Push(put);
            return new DeleteOutcome(put.VersionId, true);
        }
    }

    /// <summary>Changes tags or ACL of a version.</summary>
    /// <returns>The version as it is now; null where there is none.</returns>
    public ObjectVersion? Change(string key, string versionId, Func<ObjectVersion, ObjectVersion> change)
    {
        lock (_gate)
        {
            if (_keys.Find(key) is not { } stack || stack.Find(versionId) is not { } version)
            {
                return null;
            }

            var changed = change(version);
            stack.Replace(changed);
            return changed;
        }
    }

    /// <summary>Walks the keys in order, from the first one not below <paramref name="start"/>, while nothing changes.</summary>
    public T Walk<T>(string start, Func<IEnumerable<KeyValuePair<string, VersionStack>>, T> walk)
    {
        lock (_gate)
        {
            return walk(_keys.From(start));
        }
    }

    /// <summary>Takes no more objects, provided there are none.</summary>
    /// <returns>Whether it was empty.</returns>
    public bool Close()
    {
        lock (_gate)
        {
            return _closed = _keys.Count == 0;
        }
    }

    private ObjectVersion? FindUnlocked(string key, string? versionId) =>
        versionId is null ? _keys.Find(key)?.Current : _keys.Find(key)?.Find(versionId);

    private VersionStack StackOf(string key)
    {
        if (_keys.Find(key) is { } existing)
        {
            return existing;
        }

        var stack = new VersionStack();
        _keys.Set(key, stack);
        return stack;
    }

    private ObjectVersion? Remove(string key, string versionId)
    {
        if (_keys.Find(key) is not { } stack)
        {
            return null;
        }

        var removed = stack.Remove(versionId);
        if (stack.Current is null)
        {
            _keys.Remove(key);
        }

        return removed;
    }
}
