namespace CacheBackup.Core.Buckets;

/// <summary>A setting that was read, or the reason why it could not be.</summary>
/// <param name="Value">What was read; meaningless where <paramref name="UnknownBecause"/> is set.</param>
/// <param name="UnknownBecause">Such as <c>the role lacks s3:GetBucketPolicy</c>; null where the value is known.</param>
public sealed record Reading<T>(T Value, string? UnknownBecause = null);
