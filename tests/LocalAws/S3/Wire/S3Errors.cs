namespace CacheBackup.LocalAws.S3.Wire;

/// <summary>The errors of S3 that more than one place raises, with its codes and messages.</summary>
internal static class S3Errors
{
    public static S3Exception AccessDenied(string message = "Access Denied") => new(403, "AccessDenied", message);

    public static S3Exception NoSuchBucket(string bucket) =>
        new(404, "NoSuchBucket", "The specified bucket does not exist") { Details = [("BucketName", bucket)] };

    public static S3Exception NoSuchKey(string key) =>
        new(404, "NoSuchKey", "The specified key does not exist.") { Details = [("Key", key)] };

    public static S3Exception NoSuchVersion(string key, string versionId) =>
        new(404, "NoSuchVersion", "The specified version does not exist.") { Details = [("Key", key), ("VersionId", versionId)] };

    public static S3Exception NoSuchUpload(string uploadId) =>
        new(404, "NoSuchUpload",
            "The specified upload does not exist. The upload ID may be invalid, or the upload may have been aborted or completed.")
        {
            Details = [("UploadId", uploadId)],
        };

    /// <summary>Something about a bucket that is not configured.</summary>
    public static S3Exception NotConfigured(string code, string message, string bucket) =>
        new(404, code, message) { Details = [("BucketName", bucket)] };

    /// <summary>The current version, or the one named, is a delete marker.</summary>
    public static S3Exception DeleteMarker(string key, string versionId, bool named) => named
        ? new(405, "MethodNotAllowed", "The specified method is not allowed against this resource.")
        {
            Details = [("Method", "GET"), ("ResourceType", "DeleteMarker")],
            Headers = [("x-amz-delete-marker", "true"), ("x-amz-version-id", versionId), ("Allow", "DELETE")],
        }
        : new(404, "NoSuchKey", "The specified key does not exist.")
        {
            Details = [("Key", key)],
            Headers = [("x-amz-delete-marker", "true"), ("x-amz-version-id", versionId)],
        };

    public static S3Exception InvalidArgument(string message, string name, string value) =>
        new(400, "InvalidArgument", message) { Details = [("ArgumentName", name), ("ArgumentValue", value)] };

    public static S3Exception InvalidRequest(string message) => new(400, "InvalidRequest", message);

    public static S3Exception MalformedXml() =>
        new(400, "MalformedXML", "The XML you provided was not well-formed or did not validate against our published schema");

    public static S3Exception BadDigest(string algorithm) =>
        new(400, "BadDigest", $"The {algorithm} you specified did not match the calculated checksum.");

    /// <summary>A checksum of another algorithm than the upload's.</summary>
    public static S3Exception ChecksumMismatch(string expected, string actual) =>
        InvalidRequest($"Checksum Type mismatch occurred, expected checksum Type: {expected}, actual checksum Type: {actual}");

    /// <summary>A source of more than one copy can take.</summary>
    public static S3Exception CopySourceTooLarge(long max) =>
        InvalidRequest($"The specified copy source is larger than the maximum allowable size for a copy source: {max}");

    public static S3Exception MalformedTrailer() => new(
        400,
        "MalformedTrailerError",
        "The request contained trailing data that was not well-formed or did not conform to our published schema.");

    public static S3Exception InvalidTag(string message) => new(400, "InvalidTag", message);

    public static S3Exception MethodNotAllowed(string method, string resourceType) =>
        new(405, "MethodNotAllowed", "The specified method is not allowed against this resource.")
        {
            Details = [("Method", method), ("ResourceType", resourceType)],
        };

    public static S3Exception NotImplemented(string message) => new(501, "NotImplemented", message);

    public static S3Exception NotImplementedHeader(string header) =>
        new(501, "NotImplemented", "A header you provided implies functionality that is not implemented")
        {
            Details = [("Header", header)],
        };

    public static S3Exception PreconditionFailed(string condition) =>
        new(412, "PreconditionFailed", "At least one of the pre-conditions you specified did not hold")
        {
            Details = [("Condition", condition)],
        };

    public static S3Exception EntityTooLarge(long proposed, long max) =>
        new(400, "EntityTooLarge", "Your proposed upload exceeds the maximum allowed size")
        {
            Details = [("ProposedSize", proposed.ToString()), ("MaxSizeAllowed", max.ToString())],
        };

    public static S3Exception SlowDown() => new(503, "SlowDown", "Please reduce your request rate.");

    public static S3Exception AclsAreOff() => new(400, "AccessControlListNotSupported", "The bucket does not allow ACLs");
}
