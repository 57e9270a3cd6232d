using Amazon.S3.Model;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.Commands;

/// <summary><c>verify s3://bucket/key</c>, with nothing but the environment to go by.</summary>
public sealed class VerifyObjectTests(LocalAwsFixture aws) : IClassFixture<LocalAwsFixture>
{
    // Without keys and with the checksum disabled.
    private static readonly byte[] Unverified = [.. "REDIS0011"u8, 0xFF, .. new byte[8]];

    [Fact]
    public async Task An_object_is_read_and_judged_like_a_file()
    {
        var bucket = await aws.NewBucketAsync();
        using var s3 = aws.S3();
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = "a/dump.rdb", InputStream = new MemoryStream(Unverified) });

        var (exitCode, output) = await VerifyAsync($"s3://{bucket}/a/dump.rdb");

        exitCode.ShouldBe(11, output);
        output.ShouldContain("\"verdict\":\"Unverified\"");
    }

    [Theory]
    [InlineData("s3://no-bucket-of-this-name/dump.rdb", "there is no such bucket or object")]
    [InlineData("s3://no-key", "names no object")]
    public async Task What_is_no_object_exits_with_2_and_is_named(string name, string reason)
    {
        var (exitCode, output) = await VerifyAsync(name);

        exitCode.ShouldBe(2, output);
        output.ShouldContain(name);
        output.ShouldContain(reason);
    }

    private Task<(int ExitCode, string Output)> VerifyAsync(string name) =>
        ProgramRun.AgainstAsync(aws.Host, "dotnet", typeof(LocalAwsHost).Assembly.Location, "verify", name, "--json");
}
