using CacheBackup.Core.Requests;

namespace CacheBackup.Core.Objects;

/// <summary>An object lock in the words of S3.</summary>
internal static class ObjectLocks
{
    /// <summary>Mode and end. S3 keeps whole seconds.</summary>
    public static (Amazon.S3.ObjectLockMode Mode, DateTime Until) Of(ObjectLock held) => (
        Amazon.S3.ObjectLockMode.FindValue(held.Mode.ToString()),
        (held.Until ?? throw new ArgumentException("A plan says until when an object lock holds.", nameof(held))).UtcDateTime);
}
