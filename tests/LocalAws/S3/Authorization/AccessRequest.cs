using CacheBackup.LocalAws.S3.Storage;

namespace CacheBackup.LocalAws.S3.Authorization;

/// <summary>What a caller wants to do.</summary>
/// <param name="Action">Such as <c>s3:GetObject</c>.</param>
/// <param name="Key">Null for the bucket itself.</param>
/// <param name="Target">The object version it is about, where there is one.</param>
internal sealed record AccessRequest(string Action, Bucket Bucket, string? Key = null, ObjectVersion? Target = null)
{
    /// <summary>Whether the caller began the multipart upload it is about: that alone allows it, unless denied.</summary>
    public bool IsInitiator { get; init; }

    /// <summary>Tags the request would set on the object.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> RequestTags { get; init; } = [];

    public string ResourceArn => Key is null ? Bucket.Arn : $"{Bucket.Arn}/{Key}";
}
