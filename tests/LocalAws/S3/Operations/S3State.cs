using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.S3.Network;
using CacheBackup.LocalAws.S3.Storage;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>What the operations work on.</summary>
internal sealed record S3State(LocalAwsContext Context, BucketRegistry Buckets, BlobStore Blobs, CopyNetwork Network);
