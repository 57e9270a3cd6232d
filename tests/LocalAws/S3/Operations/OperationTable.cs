using CacheBackup.LocalAws.S3.Wire;
using static CacheBackup.LocalAws.S3.Operations.OperationLevel;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>Every operation of this S3, and which request is for which.</summary>
internal sealed class OperationTable
{
    /// <summary>Query parameters that name a sub-resource: one that no operation below takes is not implemented, never passed over.</summary>
    private static readonly HashSet<string> SubResources = new(StringComparer.Ordinal)
    {
        "abac", "accelerate", "acl", "analytics", "attributes", "cors", "delete", "encryption", "intelligent-tiering", "inventory", "legal-hold", "lifecycle",
        "location", "logging", "metadataConfiguration", "metadataInventoryTable", "metadataJournalTable", "metadataTable", "metrics", "notification",
        "object-lock", "ownershipControls", "policy", "policyStatus", "publicAccessBlock", "renameObject", "replication", "requestPayment", "restore",
        "retention", "select", "session", "tagging", "torrent", "uploadId", "uploads", "versioning", "versions", "website",
    };

    private readonly IReadOnlyList<S3Operation> _operations;

    public OperationTable(S3State state) =>
        _operations = [.. Buckets(state), .. Configurations(), .. Objects(state), .. Uploads(state)];

    /// <summary>The operation a request is for.</summary>
    /// <exception cref="S3Exception">405 where there is none, 501 where this S3 lacks it.</exception>
    public S3Operation Match(S3Request request)
    {
        var level = request.Address switch
        {
            { Bucket: null } => OnService,
            { Key: null } => OnBucket,
            _ => OnObject,
        };
        var operation = _operations.Where(candidate => candidate.Fits(request, level)).MaxBy(candidate => candidate.Weight);
        var missing = request.Http.Request.Query.Keys.FirstOrDefault(name => SubResources.Contains(name) && operation?.Markers.Contains(name) != true);
        if (missing is not null)
        {
            throw S3Errors.NotImplemented($"The local S3 does not implement {request.Method} with ?{missing} on this resource.");
        }

        return operation ?? throw S3Errors.MethodNotAllowed(request.Method, level == OnService ? "SERVICE" : level == OnBucket ? "BUCKET" : "OBJECT");
    }

    private static S3Operation[] Buckets(S3State state)
    {
        var buckets = new BucketOperations(state);
        return
        [
            new("ListBuckets", OnService, "GET", [], null, buckets.ListBucketsAsync),
            new("CreateBucket", OnBucket, "PUT", [], null, buckets.CreateBucketAsync) { NeedsNoBucket = true },
            new("HeadBucket", OnBucket, "HEAD", [], "s3:ListBucket", BucketOperations.HeadBucketAsync),
            new("DeleteBucket", OnBucket, "DELETE", [], "s3:DeleteBucket", buckets.DeleteBucketAsync),
            new("GetBucketLocation", OnBucket, "GET", ["location"], "s3:GetBucketLocation", BucketOperations.GetBucketLocationAsync),
            new("ListObjects", OnBucket, "GET", [], "s3:ListBucket", ListOperations.ListObjectsAsync),
            new("ListObjectsV2", OnBucket, "GET", ["list-type"], "s3:ListBucket", ListOperations.ListObjectsV2Async),
            new("ListObjectVersions", OnBucket, "GET", ["versions"], "s3:ListBucketVersions", VersionListOperations.ListObjectVersionsAsync),
            new("ListMultipartUploads", OnBucket, "GET", ["uploads"], "s3:ListBucketMultipartUploads", UploadOperations.ListMultipartUploadsAsync),
            new("DeleteObjects", OnBucket, "POST", ["delete"], null, BatchDeleteOperations.DeleteObjectsAsync),
        ];
    }

    private static S3Operation[] Configurations() =>
    [
        new("GetBucketPolicy", OnBucket, "GET", ["policy"], "s3:GetBucketPolicy", BucketPolicyOperations.GetBucketPolicyAsync),
        new("PutBucketPolicy", OnBucket, "PUT", ["policy"], "s3:PutBucketPolicy", BucketPolicyOperations.PutBucketPolicyAsync),
        new("DeleteBucketPolicy", OnBucket, "DELETE", ["policy"], "s3:DeleteBucketPolicy", BucketPolicyOperations.DeleteBucketPolicyAsync),
        new("GetBucketPolicyStatus", OnBucket, "GET", ["policyStatus"], "s3:GetBucketPolicyStatus", BucketPolicyOperations.GetBucketPolicyStatusAsync),
        new("GetPublicAccessBlock", OnBucket, "GET", ["publicAccessBlock"], "s3:GetBucketPublicAccessBlock", PublicAccessOperations.GetPublicAccessBlockAsync),
        new("PutPublicAccessBlock", OnBucket, "PUT", ["publicAccessBlock"], "s3:PutBucketPublicAccessBlock", PublicAccessOperations.PutPublicAccessBlockAsync),
        new("DeletePublicAccessBlock", OnBucket, "DELETE", ["publicAccessBlock"], "s3:PutBucketPublicAccessBlock", PublicAccessOperations.DeletePublicAccessBlockAsync),
        new("GetBucketOwnershipControls", OnBucket, "GET", ["ownershipControls"], "s3:GetBucketOwnershipControls", PublicAccessOperations.GetBucketOwnershipControlsAsync),
        new("PutBucketOwnershipControls", OnBucket, "PUT", ["ownershipControls"], "s3:PutBucketOwnershipControls", PublicAccessOperations.PutBucketOwnershipControlsAsync),
        new("DeleteBucketOwnershipControls", OnBucket, "DELETE", ["ownershipControls"], "s3:PutBucketOwnershipControls", PublicAccessOperations.DeleteBucketOwnershipControlsAsync),
        new("GetBucketAcl", OnBucket, "GET", ["acl"], "s3:GetBucketAcl", AclOperations.GetBucketAclAsync),
        new("PutBucketAcl", OnBucket, "PUT", ["acl"], "s3:PutBucketAcl", AclOperations.PutBucketAclAsync),
        new("GetBucketEncryption", OnBucket, "GET", ["encryption"], "s3:GetEncryptionConfiguration", BucketConfigurationOperations.GetBucketEncryptionAsync),
        new("PutBucketEncryption", OnBucket, "PUT", ["encryption"], "s3:PutEncryptionConfiguration", BucketConfigurationOperations.PutBucketEncryptionAsync),
        new("DeleteBucketEncryption", OnBucket, "DELETE", ["encryption"], "s3:PutEncryptionConfiguration", BucketConfigurationOperations.DeleteBucketEncryptionAsync),
        new("GetBucketVersioning", OnBucket, "GET", ["versioning"], "s3:GetBucketVersioning", BucketConfigurationOperations.GetBucketVersioningAsync),
        new("PutBucketVersioning", OnBucket, "PUT", ["versioning"], "s3:PutBucketVersioning", BucketConfigurationOperations.PutBucketVersioningAsync),
        new("GetBucketTagging", OnBucket, "GET", ["tagging"], "s3:GetBucketTagging", TaggingOperations.GetBucketTaggingAsync),
        new("PutBucketTagging", OnBucket, "PUT", ["tagging"], "s3:PutBucketTagging", TaggingOperations.PutBucketTaggingAsync),
        new("DeleteBucketTagging", OnBucket, "DELETE", ["tagging"], "s3:PutBucketTagging", TaggingOperations.DeleteBucketTaggingAsync),
        new("GetBucketLifecycleConfiguration", OnBucket, "GET", ["lifecycle"], "s3:GetLifecycleConfiguration", LifecycleOperations.GetBucketLifecycleAsync),
        new("PutBucketLifecycleConfiguration", OnBucket, "PUT", ["lifecycle"], "s3:PutLifecycleConfiguration", LifecycleOperations.PutBucketLifecycleAsync),
        new("DeleteBucketLifecycle", OnBucket, "DELETE", ["lifecycle"], "s3:PutLifecycleConfiguration", LifecycleOperations.DeleteBucketLifecycleAsync),
    ];

    private static S3Operation[] Objects(S3State state)
    {
        var writes = new ObjectWriteOperations(state);
        var copies = new CopyOperations(state);
        return
        [
            new("GetObject", OnObject, "GET", [], "s3:GetObject", ObjectReadOperations.GetObjectAsync) { VersionAction = "s3:GetObjectVersion" },
            new("HeadObject", OnObject, "HEAD", [], "s3:GetObject", ObjectReadOperations.HeadObjectAsync) { VersionAction = "s3:GetObjectVersion" },
            new("GetObjectAttributes", OnObject, "GET", ["attributes"], "s3:GetObjectAttributes", ObjectAttributesOperations.GetObjectAttributesAsync) { VersionAction = "s3:GetObjectVersionAttributes" },
            new("PutObject", OnObject, "PUT", [], "s3:PutObject", writes.PutObjectAsync),
            new("CopyObject", OnObject, "PUT", [], "s3:PutObject", copies.CopyObjectAsync) { MarkerHeader = CopySource.Header },
            new("DeleteObject", OnObject, "DELETE", [], "s3:DeleteObject", ObjectWriteOperations.DeleteObjectAsync) { VersionAction = "s3:DeleteObjectVersion" },
            new("GetObjectAcl", OnObject, "GET", ["acl"], "s3:GetObjectAcl", AclOperations.GetObjectAclAsync) { VersionAction = "s3:GetObjectVersionAcl" },
            new("PutObjectAcl", OnObject, "PUT", ["acl"], "s3:PutObjectAcl", AclOperations.PutObjectAclAsync) { VersionAction = "s3:PutObjectVersionAcl" },
            new("GetObjectTagging", OnObject, "GET", ["tagging"], "s3:GetObjectTagging", TaggingOperations.GetObjectTaggingAsync) { VersionAction = "s3:GetObjectVersionTagging" },
            new("PutObjectTagging", OnObject, "PUT", ["tagging"], null, TaggingOperations.PutObjectTaggingAsync),
            new("DeleteObjectTagging", OnObject, "DELETE", ["tagging"], "s3:DeleteObjectTagging", TaggingOperations.DeleteObjectTaggingAsync) { VersionAction = "s3:DeleteObjectVersionTagging" },
        ];
    }

    private static S3Operation[] Uploads(S3State state)
    {
        var parts = new PartOperations(state);
        return
        [
            new("CreateMultipartUpload", OnObject, "POST", ["uploads"], "s3:PutObject", UploadOperations.CreateMultipartUploadAsync),
            new("UploadPart", OnObject, "PUT", ["partNumber", "uploadId"], "s3:PutObject", parts.UploadPartAsync),
            new("UploadPartCopy", OnObject, "PUT", ["partNumber", "uploadId"], "s3:PutObject", parts.UploadPartCopyAsync) { MarkerHeader = CopySource.Header },
            new("CompleteMultipartUpload", OnObject, "POST", ["uploadId"], "s3:PutObject", CompletionOperations.CompleteMultipartUploadAsync),
            new("ListParts", OnObject, "GET", ["uploadId"], null, UploadOperations.ListPartsAsync),
            new("AbortMultipartUpload", OnObject, "DELETE", ["uploadId"], null, UploadOperations.AbortMultipartUploadAsync),
        ];
    }
}
