using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Wire;
using static CacheBackup.LocalAws.S3.Wire.S3Xml;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>Default encryption and versioning.</summary>
internal static class BucketConfigurationOperations
{
    public static Task GetBucketEncryptionAsync(S3Request request)
    {
        var encryption = request.Bucket.Settings.Encryption;
        return request.ReplyAsync(Element(
            "ServerSideEncryptionConfiguration",
            Element(
                "Rule",
                Element(
                    "ApplyServerSideEncryptionByDefault",
                    Element("SSEAlgorithm", encryption.Algorithm),
                    Optional("KMSMasterKeyID", encryption.KmsKeyId)),
                Element("BucketKeyEnabled", Bool(encryption.BucketKey)))));
    }

    public static async Task PutBucketEncryptionAsync(S3Request request)
    {
        var body = await RequestBody.Of(request).ReceiveDocumentAsync(request.Aborted);
        var rule = Parse(body, "ServerSideEncryptionConfiguration").Only("Rule").Required("Rule")
            .Only("ApplyServerSideEncryptionByDefault", "BucketKeyEnabled");
        var byDefault = rule.Required("ApplyServerSideEncryptionByDefault").Only("SSEAlgorithm", "KMSMasterKeyID");
        var (algorithm, keyId) = (byDefault.RequiredText("SSEAlgorithm"), byDefault.Text("KMSMasterKeyID"));
        if (algorithm is not ("AES256" or "aws:kms" or "aws:kms:dsse"))
        {
            throw S3Errors.MalformedXml();
        }

        if (algorithm == "AES256" && keyId is not null)
        {
            throw S3Errors.InvalidArgument("a KMSMasterKeyID is not applicable if the default sse algorithm is not aws:kms or aws:kms:dsse",
                "ApplyServerSideEncryptionByDefault", algorithm);
        }

        EncryptionHeaders.Checked(request.Bucket, algorithm, keyId, false);
        var encryption = new ObjectEncryption(algorithm, keyId, rule.Flag("BucketKeyEnabled"));
        request.Bucket.Configure(settings => settings with { Encryption = encryption });
        await request.ReplyAsync(200);
    }

    /// <summary>Back to SSE-S3: a bucket without default encryption does not exist.</summary>
    public static Task DeleteBucketEncryptionAsync(S3Request request)
    {
        request.Bucket.Configure(settings => settings with { Encryption = ObjectEncryption.Sse });
        return request.ReplyAsync(204);
    }

    public static Task GetBucketVersioningAsync(S3Request request)
    {
        var status = request.Bucket.Settings.Versioning;
        return request.ReplyAsync(
            Element("VersioningConfiguration", status == VersioningStatus.Unversioned ? null : Element("Status", status.ToString())));
    }

    public static async Task PutBucketVersioningAsync(S3Request request)
    {
        var body = await RequestBody.Of(request).ReceiveDocumentAsync(request.Aborted);
        var document = Parse(body, "VersioningConfiguration").Only("Status", "MfaDelete");
        if (document.Text("MfaDelete") == "Enabled")
        {
            throw S3Errors.NotImplemented("The local S3 has no MFA delete.");
        }

        var status = document.Text("Status") switch
        {
            "Enabled" => VersioningStatus.Enabled,
            "Suspended" => VersioningStatus.Suspended,
            null => throw new S3Exception(400, "IllegalVersioningConfigurationException", "The Versioning element must be specified"),
            _ => throw S3Errors.MalformedXml(),
        };
        if (status == VersioningStatus.Suspended && request.Bucket.Settings.HasObjectLock)
        {
            throw new S3Exception(
                409, "InvalidBucketState", "An Object Lock configuration is present on this bucket, so the versioning state cannot be changed.");
        }

        request.Bucket.Configure(settings => settings with { Versioning = status });
        await request.ReplyAsync(200);
    }
}
