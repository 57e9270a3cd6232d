using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Operations;

/// <summary>The account a client expects a bucket to belong to.</summary>
internal static class ExpectedOwner
{
    /// <exception cref="S3Exception">403 where it is another's; 400 where the header is no account id.</exception>
    public static void Check(S3Request request, string header, Bucket bucket)
    {
        if (request.Header(header) is not { } expected)
        {
            return;
        }

        if (expected.Length != 12 || !expected.All(char.IsAsciiDigit))
        {
            throw new S3Exception(
                400, "InvalidBucketOwnerAWSAccountID", "The value of the expected bucket owner parameter must be an AWS account ID");
        }

        if (expected != bucket.OwnerAccount)
        {
            throw S3Errors.AccessDenied();
        }
    }
}
