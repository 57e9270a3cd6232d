using CacheBackup.LocalAws.S3.Wire;
using static CacheBackup.LocalAws.S3.Operations.AclOperations;
using static CacheBackup.LocalAws.S3.Operations.BatchDeleteOperations;
using static CacheBackup.LocalAws.S3.Operations.BucketConfigurationOperations;
using static CacheBackup.LocalAws.S3.Operations.BucketOperations;
using static CacheBackup.LocalAws.S3.Operations.BucketPolicyOperations;
using static CacheBackup.LocalAws.S3.Operations.CompletionOperations;
using static CacheBackup.LocalAws.S3.Operations.LifecycleOperations;
using static CacheBackup.LocalAws.S3.Operations.ListOperations;
using static CacheBackup.LocalAws.S3.Operations.ObjectAttributesOperations;
using static CacheBackup.LocalAws.S3.Operations.ObjectReadOperations;
using static CacheBackup.LocalAws.S3.Operations.ObjectWriteOperations;
using static CacheBackup.LocalAws.S3.Operations.OperationLevel;
using static CacheBackup.LocalAws.S3.Operations.PublicAccessOperations;
using static CacheBackup.LocalAws.S3.Operations.TaggingOperations;
using static CacheBackup.LocalAws.S3.Operations.UploadOperations;
using static CacheBackup.LocalAws.S3.Operations.VersionListOperations;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>Every operation of this S3, and which request is for which.</summary>
internal sealed class OperationTable
{
    /// <summary>
    /// Query parameters that name a sub-resource: one that no operation below takes is not implemented, never passed over.
    /// </summary>
    private static readonly HashSet<string> SubResources = new(StringComparer.Ordinal)
    {
        "abac", "accelerate", "acl", "analytics", "attributes", "cors", "delete", "encryption", "intelligent-tiering", "inventory",
        "legal-hold", "lifecycle", "location", "logging", "metadataConfiguration", "metadataInventoryTable", "metadataJournalTable",
        "metadataTable", "metrics", "notification", "object-lock", "ownershipControls", "policy", "policyStatus", "publicAccessBlock",
        "renameObject", "replication", "requestPayment", "restore", "retention", "select", "session", "tagging", "torrent", "uploadId",
        "uploads", "versioning", "versions", "website",
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
        var missing = request.Http.Request.Query.Keys.FirstOrDefault(
            name => SubResources.Contains(name) && operation?.Markers.Contains(name) != true);
        if (missing is not null)
        {
            throw S3Errors.NotImplemented($"The local S3 does not implement {request.Method} with ?{missing} on this resource.");
        }

        if (operation is { TakesVersion: false } && request.HasQuery("versionId"))
        {
            throw S3Errors.InvalidArgument("This operation does not accept a version-id.", "versionId", request.Query("versionId")!);
        }

        return operation ?? throw S3Errors.MethodNotAllowed(request.Method, level.ToString()["On".Length..].ToUpperInvariant());
    }

    private static S3Operation[] Buckets(S3State state)
    {
        var buckets = new BucketOperations(state);
        return
        [
            new("ListBuckets", OnService, "GET", [], null, buckets.ListBucketsAsync),
            new("CreateBucket", OnBucket, "PUT", [], null, buckets.CreateBucketAsync) { NeedsNoBucket = true },
            new("HeadBucket", OnBucket, "HEAD", [], "s3:ListBucket", HeadBucketAsync),
            new("DeleteBucket", OnBucket, "DELETE", [], "s3:DeleteBucket", buckets.DeleteBucketAsync),
            new("GetBucketLocation", OnBucket, "GET", ["location"], "s3:GetBucketLocation", GetBucketLocationAsync),
            new("ListObjects", OnBucket, "GET", [], "s3:ListBucket", ListObjectsAsync),
            new("ListObjectsV2", OnBucket, "GET", ["list-type"], "s3:ListBucket", ListObjectsV2Async),
            new("ListObjectVersions", OnBucket, "GET", ["versions"], "s3:ListBucketVersions", ListObjectVersionsAsync),
            new("ListMultipartUploads", OnBucket, "GET", ["uploads"], "s3:ListBucketMultipartUploads", ListMultipartUploadsAsync),
            new("DeleteObjects", OnBucket, "POST", ["delete"], null, DeleteObjectsAsync),
        ];
    }

    private static S3Operation[] Configurations() =>
    [
        new("GetBucketPolicy", OnBucket, "GET", ["policy"], "s3:GetBucketPolicy", GetBucketPolicyAsync),
        new("PutBucketPolicy", OnBucket, "PUT", ["policy"], "s3:PutBucketPolicy", PutBucketPolicyAsync),
        new("DeleteBucketPolicy", OnBucket, "DELETE", ["policy"], "s3:DeleteBucketPolicy", DeleteBucketPolicyAsync),
        new("GetBucketPolicyStatus", OnBucket, "GET", ["policyStatus"], "s3:GetBucketPolicyStatus", GetBucketPolicyStatusAsync),
        new("GetPublicAccessBlock", OnBucket, "GET", ["publicAccessBlock"], "s3:GetBucketPublicAccessBlock", GetPublicAccessBlockAsync),
        new("PutPublicAccessBlock", OnBucket, "PUT", ["publicAccessBlock"], "s3:PutBucketPublicAccessBlock", PutPublicAccessBlockAsync),
        new("DeletePublicAccessBlock", OnBucket, "DELETE", ["publicAccessBlock"], "s3:PutBucketPublicAccessBlock",
            DeletePublicAccessBlockAsync),
        new("GetBucketOwnershipControls", OnBucket, "GET", ["ownershipControls"], "s3:GetBucketOwnershipControls",
            GetBucketOwnershipControlsAsync),
        new("PutBucketOwnershipControls", OnBucket, "PUT", ["ownershipControls"], "s3:PutBucketOwnershipControls",
            PutBucketOwnershipControlsAsync),
        new("DeleteBucketOwnershipControls", OnBucket, "DELETE", ["ownershipControls"], "s3:PutBucketOwnershipControls",
            DeleteBucketOwnershipControlsAsync),
        new("GetBucketAcl", OnBucket, "GET", ["acl"], "s3:GetBucketAcl", GetBucketAclAsync),
        new("PutBucketAcl", OnBucket, "PUT", ["acl"], "s3:PutBucketAcl", PutBucketAclAsync),
        new("GetBucketEncryption", OnBucket, "GET", ["encryption"], "s3:GetEncryptionConfiguration", GetBucketEncryptionAsync),
        new("PutBucketEncryption", OnBucket, "PUT", ["encryption"], "s3:PutEncryptionConfiguration", PutBucketEncryptionAsync),
        new("DeleteBucketEncryption", OnBucket, "DELETE", ["encryption"], "s3:PutEncryptionConfiguration", DeleteBucketEncryptionAsync),
        new("GetBucketVersioning", OnBucket, "GET", ["versioning"], "s3:GetBucketVersioning", GetBucketVersioningAsync),
        new("PutBucketVersioning", OnBucket, "PUT", ["versioning"], "s3:PutBucketVersioning", PutBucketVersioningAsync),
        new("GetBucketTagging", OnBucket, "GET", ["tagging"], "s3:GetBucketTagging", GetBucketTaggingAsync),
        new("PutBucketTagging", OnBucket, "PUT", ["tagging"], "s3:PutBucketTagging", PutBucketTaggingAsync),
        new("DeleteBucketTagging", OnBucket, "DELETE", ["tagging"], "s3:PutBucketTagging", DeleteBucketTaggingAsync),
        new("GetBucketLifecycleConfiguration", OnBucket, "GET", ["lifecycle"], "s3:GetLifecycleConfiguration", GetBucketLifecycleAsync),
        new("PutBucketLifecycleConfiguration", OnBucket, "PUT", ["lifecycle"], "s3:PutLifecycleConfiguration", PutBucketLifecycleAsync),
        new("DeleteBucketLifecycle", OnBucket, "DELETE", ["lifecycle"], "s3:PutLifecycleConfiguration", DeleteBucketLifecycleAsync),
    ];

    private static S3Operation[] Objects(S3State state)
    {
        var writes = new ObjectWriteOperations(state);
        var copies = new CopyOperations(state);
        return
        [
            new("GetObject", OnObject, "GET", [], "s3:GetObject", GetObjectAsync) { TakesVersion = true },
            new("HeadObject", OnObject, "HEAD", [], "s3:GetObject", HeadObjectAsync) { TakesVersion = true },
            new("GetObjectAttributes", OnObject, "GET", ["attributes"], "s3:GetObjectAttributes", GetObjectAttributesAsync)
            {
                TakesVersion = true,
            },
            new("PutObject", OnObject, "PUT", [], "s3:PutObject", writes.PutObjectAsync),
            new("CopyObject", OnObject, "PUT", [], "s3:PutObject", copies.CopyObjectAsync) { MarkerHeader = CopySource.Header },
            new("DeleteObject", OnObject, "DELETE", [], "s3:DeleteObject", DeleteObjectAsync) { TakesVersion = true },
            new("GetObjectAcl", OnObject, "GET", ["acl"], "s3:GetObjectAcl", GetObjectAclAsync) { TakesVersion = true },
            new("PutObjectAcl", OnObject, "PUT", ["acl"], "s3:PutObjectAcl", PutObjectAclAsync) { TakesVersion = true },
            new("GetObjectTagging", OnObject, "GET", ["tagging"], "s3:GetObjectTagging", GetObjectTaggingAsync) { TakesVersion = true },
            new("PutObjectTagging", OnObject, "PUT", ["tagging"], null, PutObjectTaggingAsync) { TakesVersion = true },
            new("DeleteObjectTagging", OnObject, "DELETE", ["tagging"], "s3:DeleteObjectTagging", DeleteObjectTaggingAsync)
            {
                TakesVersion = true,
            },
        ];
    }

    private static S3Operation[] Uploads(S3State state)
    {
        var parts = new PartOperations(state);
        return
        [
            new("CreateMultipartUpload", OnObject, "POST", ["uploads"], "s3:PutObject", CreateMultipartUploadAsync),
            new("UploadPart", OnObject, "PUT", ["partNumber", "uploadId"], "s3:PutObject", parts.UploadPartAsync),
            new("UploadPartCopy", OnObject, "PUT", ["partNumber", "uploadId"], "s3:PutObject", parts.UploadPartCopyAsync)
            {
                MarkerHeader = CopySource.Header,
            },
            new("CompleteMultipartUpload", OnObject, "POST", ["uploadId"], "s3:PutObject", CompleteMultipartUploadAsync),
            new("ListParts", OnObject, "GET", ["uploadId"], null, ListPartsAsync),
            new("AbortMultipartUpload", OnObject, "DELETE", ["uploadId"], null, AbortMultipartUploadAsync),
        ];
    }
}
