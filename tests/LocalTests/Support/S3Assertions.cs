using Amazon.S3;

namespace CacheBackup.LocalTests.Support;

/// <summary>What tests expect of S3's errors.</summary>
public static class S3Assertions
{
    /// <summary>The call fails with that error code.</summary>
    public static async Task<AmazonS3Exception> ShouldFailAsync(this Task call, string errorCode)
    {
        var error = await Should.ThrowAsync<AmazonS3Exception>(call);
        error.ErrorCode.ShouldBe(errorCode, error.Message);
        return error;
    }
}
