using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>The encryption a new object gets: by its headers, else by the bucket's default.</summary>
internal static class EncryptionHeaders
{
    private const string Algorithm = "x-amz-server-side-encryption";
    private const string KeyId = "x-amz-server-side-encryption-aws-kms-key-id";
    private const string BucketKey = "x-amz-server-side-encryption-bucket-key-enabled";

    public static ObjectEncryption Read(S3Request request, Bucket bucket)
    {
        var (algorithm, keyId) = (request.Header(Algorithm), request.Header(KeyId));
        if (keyId is not null && algorithm is not ("aws:kms" or "aws:kms:dsse"))
        {
            throw S3Errors.InvalidArgument($"Server Side Encryption with AWS KMS managed key requires HTTP header {Algorithm} : aws:kms",
                Algorithm, algorithm ?? "null");
        }

        var bucketKey = request.Header(BucketKey)?.Equals("true", StringComparison.OrdinalIgnoreCase);
        var byDefault = bucket.Settings.Encryption;
        return algorithm is null
            ? Checked(bucket, byDefault.Algorithm, byDefault.KmsKeyId, bucketKey ?? byDefault.BucketKey)
            : Checked(bucket, algorithm, keyId, bucketKey ?? byDefault.BucketKey);
    }

    /// <summary>An encryption of that bucket's Region, with the key's full ARN.</summary>
    /// <exception cref="S3Exception">No such algorithm, or a key of another Region.</exception>
    public static ObjectEncryption Checked(Bucket bucket, string algorithm, string? keyId, bool bucketKey) => algorithm switch
    {
        "AES256" => ObjectEncryption.Sse,
        "aws:kms" => new ObjectEncryption(algorithm, KeyArn(bucket, keyId), bucketKey),
        "aws:kms:dsse" => new ObjectEncryption(algorithm, KeyArn(bucket, keyId), false),
        _ => throw S3Errors.InvalidArgument("The encryption method specified is not supported", Algorithm, algorithm),
    };

    private static string KeyArn(Bucket bucket, string? keyId)
    {
        var prefix = $"arn:aws:kms:{bucket.Region}:{bucket.OwnerAccount}:";
        return keyId?.Split(':', 6) switch
        {
            null => $"{prefix}alias/aws/s3",
            ["arn", _, "kms", var region, _, _] when region == bucket.Region => keyId,
            ["arn", _, "kms", var region, _, _] => throw new S3Exception(400, "KMS.NotFoundException", $"Invalid arn {region}"),
            [_] => keyId.StartsWith("alias/", StringComparison.Ordinal) ? prefix + keyId : $"{prefix}key/{keyId}",
            _ => throw S3Errors.InvalidArgument("Invalid KMS key id", KeyId, keyId),
        };
    }
}
