namespace CacheBackup.LocalAws.S3.Wire;

/// <summary>Headers that ask for something this S3 does not have. Passing over them would be a silent success.</summary>
internal static class UnsupportedHeaders
{
    private static readonly string[] Names =
    [
        "x-amz-mfa", "x-amz-website-redirect-location", "x-amz-write-offset-bytes", "x-amz-bypass-governance-retention",
        "x-amz-server-side-encryption-context",
    ];

    private static readonly string[] Families =
    [
        "x-amz-object-lock-legal-hold", "x-amz-server-side-encryption-customer-", "x-amz-copy-source-server-side-encryption-customer-",
    ];

    /// <exception cref="S3Exception">501, with the header.</exception>
    public static void Refuse(S3Request request)
    {
        var found = request.Http.Request.Headers.Keys.FirstOrDefault(name =>
            Names.Contains(name, StringComparer.OrdinalIgnoreCase)
            || Families.Any(family => name.StartsWith(family, StringComparison.OrdinalIgnoreCase)));
        if (found is not null)
        {
            throw S3Errors.NotImplementedHeader(found);
        }
    }
}
