using CacheBackup.Core.Objects;
using CacheBackup.Core.Plans;
using CacheBackup.Core.Regions;

namespace CacheBackup.Core.Copies;

/// <summary>What a destination bucket's policy has to say when the bucket belongs to another account.</summary>
public static class DestinationGrant
{
    /// <summary>The statement to add, as one line of JSON: writing, reading back and rolling back below the folder's key prefix.</summary>
    /// <param name="destination">The bucket.</param>
    /// <param name="sourceAccountId">The account the backup runs in, 12 digits.</param>
    /// <param name="keyPrefix">What the keys start with.</param>
    public static string Statement(BucketLocation destination, string sourceAccountId, string keyPrefix)
    {
        var objects = BucketObjects.ArnOf(destination, $"{keyPrefix}/*");
        var bucket = objects[..objects.IndexOf('/', StringComparison.Ordinal)];
        var caller = $"arn:{RegionFacts.PartitionOf(destination.Region)}:iam::{sourceAccountId}:root";
        return $$"""
            {"Sid":"CacheBackupCopies","Effect":"Allow","Principal":{"AWS":"{{caller}}"},"Action":[
            "s3:PutObject","s3:GetObject","s3:GetObjectVersion","s3:DeleteObject","s3:DeleteObjectVersion","s3:AbortMultipartUpload",
            "s3:PutObjectTagging","s3:PutObjectRetention","s3:ListMultipartUploadParts","s3:ListBucket","s3:ListBucketVersions","s3:ListBucketMultipartUploads"],
            "Resource":["{{bucket}}","{{objects}}"]}
            """.ReplaceLineEndings("");
    }
}
