namespace CacheBackup.LocalAws.S3.Storage;

/// <summary>The versions of one key, newest first. Not thread-safe.</summary>
internal sealed class VersionStack
{
    private readonly List<ObjectVersion> _versions = [];

    public IReadOnlyList<ObjectVersion> Versions => _versions;

    /// <summary>The newest version, delete marker or not.</summary>
    public ObjectVersion? Current => _versions.FirstOrDefault();

    public ObjectVersion? Find(string versionId) => _versions.Find(version => version.VersionId == versionId);

    /// <summary>Puts a version on top; a null version takes the place of the one before it.</summary>
    public void Push(ObjectVersion version)
    {
        if (version.VersionId == ObjectVersion.NullId)
        {
            Remove(ObjectVersion.NullId);
        }

        _versions.Insert(0, version);
    }

    /// <summary>Removes a version for good.</summary>
    /// <returns>What was removed, if anything.</returns>
    public ObjectVersion? Remove(string versionId)
    {
        var version = Find(versionId);
        if (version is not null)
        {
            _versions.Remove(version);
            version.Content?.Dispose();
        }

        return version;
    }

    /// <summary>Changes what may change about a version: tags and ACL.</summary>
    public void Replace(ObjectVersion version) =>
        _versions[_versions.FindIndex(existing => existing.VersionId == version.VersionId)] = version;

    /// <summary>Gives every version's content back.</summary>
    public void Clear()
    {
        foreach (var version in _versions)
        {
            version.Content?.Dispose();
        }

        _versions.Clear();
    }
}
