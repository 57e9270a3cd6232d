using CacheBackup.LocalAws.S3.Authorization;
using CacheBackup.LocalAws.S3.Checksums;
using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Storage.Generated;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>Puts generated objects into buckets, as if their owner had uploaded them with a CRC64NVME of the whole.</summary>
internal static class GeneratedObjects
{
    public static void Put(S3State state, string bucketName, string key, GeneratedObject generated)
    {
        var bucket = state.Buckets.Find(bucketName)
            ?? throw new ArgumentException($"There is no bucket '{bucketName}'. HINT: create it first.", nameof(bucketName));
        var content = Content.Of(new GeneratedBlob(generated.Seed, generated.Length));
        var parts = Parts(generated);
        var version = new ObjectVersion
        {
            Key = key,
            VersionId = ObjectVersion.NullId,
            OwnerAccount = bucket.OwnerAccount,
            LastModified = DateTimeOffset.FromUnixTimeSeconds(state.Context.Pace.Time.GetUtcNow().ToUnixTimeSeconds()),
            Content = content,
            ETag = ETag(content, parts),
            Checksum = Checksum(content),
            Encryption = bucket.Settings.Encryption,
            Parts = parts,
            Acl = AccessControlList.Private(CanonicalIds.OfAccount(bucket.OwnerAccount)),
        };
        bucket.Objects.Publish(version, bucket.Settings.Versioning, _ => { });
    }

    private static IReadOnlyList<ObjectPart> Parts(GeneratedObject generated)
    {
        var count = (generated.Length + generated.PartBytes - 1) / generated.PartBytes;
        return count switch
        {
            <= 1 => [],
            > PartNumbers.Max => throw new ArgumentException(
                $"{generated.Length} bytes are {count} parts of {generated.PartBytes}, more than {PartNumbers.Max}. HINT: larger PartBytes."),
            _ => [.. Enumerable.Range(0, (int)count).Select(index => new ObjectPart(
                index + 1, Math.Min(generated.PartBytes, generated.Length - (index * generated.PartBytes)), null))],
        };
    }

    private static string ETag(Content content, IReadOnlyList<ObjectPart> parts)
    {
        if (parts.Count == 0)
        {
            return ContentDigests.GeneratedETag(content.Length, content.ChecksumOf(Crc.Crc64Nvme)!.Value);
        }

        var etags = new List<string>();
        var offset = 0L;
        foreach (var part in parts)
        {
            using var slice = content.Slice(offset, part.Size);
            etags.Add(ContentDigests.GeneratedETag(slice.Length, slice.ChecksumOf(Crc.Crc64Nvme)!.Value));
            offset += part.Size;
        }

        return ContentDigests.ETagOfParts(etags);
    }

    private static ObjectChecksum Checksum(Content content)
    {
        var algorithm = ChecksumAlgorithm.Crc64Nvme;
        return ObjectChecksum.FullObject(algorithm, CrcValue.ToBytes(content.ChecksumOf(algorithm.Crc!)!.Value, algorithm.ByteLength));
    }
}
