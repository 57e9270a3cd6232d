using System.Security.Cryptography;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.S3;

/// <summary>The AWS CLI and boto3 as clients: what they send by themselves must be understood.</summary>
public sealed class ClientTests(LocalAwsFixture aws) : IClassFixture<LocalAwsFixture>
{
    [NeedsProgramFact("aws", "--version")]
    public async Task The_CLI_moves_a_file_of_several_parts_up_and_down()
    {
        const int Size = 20 << 20;
        var directory = Directory.CreateTempSubdirectory("s3-client-");
        try
        {
            var (up, down) = (Path.Combine(directory.FullName, "up"), Path.Combine(directory.FullName, "down"));
            await File.WriteAllBytesAsync(up, RandomNumberGenerator.GetBytes(Size));
            await CliAsync("s3", "mb", "s3://cli-bucket");
            await CliAsync("s3", "cp", up, "s3://cli-bucket/dir/file", "--no-progress");
            (await CliAsync("s3", "ls", "s3://cli-bucket/dir/")).ShouldContain($"{Size} file");
            (await CliAsync("s3", "ls", "s3://cli-bucket")).ShouldContain("PRE dir/");
            (await CliAsync("s3", "ls")).ShouldContain("cli-bucket");
            (await CliAsync("s3api", "head-object", "--bucket", "cli-bucket", "--key", "dir/file", "--query", "ETag")).ShouldContain("-3");
            await CliAsync("s3", "cp", "s3://cli-bucket/dir/file", down, "--no-progress");
            (await File.ReadAllBytesAsync(down)).ShouldBe(await File.ReadAllBytesAsync(up));
            await CliAsync("s3", "cp", "s3://cli-bucket/dir/file", "s3://cli-bucket/dir/copy", "--no-progress");
            await CliAsync("s3", "rm", "s3://cli-bucket", "--recursive");
            await CliAsync("s3", "rb", "s3://cli-bucket");
        }
        finally
        {
            directory.Delete(recursive: true);
        }
    }

    [NeedsProgramFact("aws", "--version")]
    public async Task The_CLI_copies_between_Regions_and_follows_a_redirect()
    {
        using var s3 = aws.S3();
        var (source, target) = (await aws.NewBucketAsync(), await aws.NewBucketAsync("us-east-1"));
        await s3.PutObjectAsync(new() { BucketName = source, Key = "key", ContentBody = "body" });
        await CliAsync("s3", "cp", $"s3://{source}/key", $"s3://{target}/key", "--source-region", "eu-west-1", "--region", "us-east-1",
            "--no-progress");
        (await CliAsync("s3", "cp", $"s3://{target}/key", "-", "--region", "eu-west-1")).ShouldBe("body");
        (await CliAsync("s3api", "get-bucket-location", "--bucket", target, "--region", "us-east-1")).ShouldContain("null");
    }

    [NeedsProgramFact("aws", "--version")]
    public async Task The_CLI_configures_a_bucket_and_is_told_what_is_refused()
    {
        var bucket = await aws.NewBucketAsync();
        var policy = Policies.Allow(
            bucket, "\"Service\": \"eu-west-1.elasticache-snapshot.amazonaws.com\"", "s3:PutObject", "s3:GetObject");
        await CliAsync("s3api", "put-bucket-policy", "--bucket", bucket, "--policy", policy);
        (await CliAsync("s3api", "get-bucket-policy-status", "--bucket", bucket)).ShouldContain("\"IsPublic\": false");
        await CliAsync("s3api", "put-bucket-versioning", "--bucket", bucket, "--versioning-configuration", "Status=Enabled");
        await CliAsync("s3api", "put-bucket-lifecycle-configuration", "--bucket", bucket, "--lifecycle-configuration",
            """{"Rules": [{"Status": "Enabled", "Filter": {"Prefix": ""}, "NoncurrentVersionExpiration": {"NoncurrentDays": 30}}]}""");
        await CliAsync(
            "s3api", "put-object-tagging", "--bucket", bucket, "--key", await PutAsync(bucket), "--tagging", "TagSet=[{Key=a,Value=b}]");
        (await CliAsync("s3api", "list-object-versions", "--bucket", bucket, "--query", "length(Versions)")).ShouldBe("1");
        var (exitCode, output) = await ProgramRun.AgainstAsync(
            aws.Host, "aws", "s3api", "put-bucket-acl", "--bucket", bucket, "--acl", "public-read");
        exitCode.ShouldNotBe(0);
        output.ShouldContain("AccessControlListNotSupported");
    }

    [NeedsProgramFact("python3", "-c", "import boto3")]
    public async Task Boto3_uploads_in_parts_pages_and_reads_errors()
    {
        var bucket = await aws.NewBucketAsync();
        (await ProgramRun.SucceedAsync(aws.Host, "python3", "-c", $$"""
            import boto3, io, botocore
            from boto3.s3.transfer import TransferConfig
            s3 = boto3.client('s3')
            parts = TransferConfig(multipart_threshold=5 << 20, multipart_chunksize=5 << 20)
            s3.upload_fileobj(io.BytesIO(bytes(12 << 20)), '{{bucket}}', 'a/big', Config=parts)
            for i in range(5):
                s3.put_object(Bucket='{{bucket}}', Key=f'b/{i} +ü', Body=b'x', ChecksumAlgorithm='SHA256')
            pages = s3.get_paginator('list_objects_v2').paginate(Bucket='{{bucket}}', PaginationConfig={'PageSize': 2})
            print([o['Key'] for p in pages for o in p['Contents']])
            attributes = s3.get_object_attributes(Bucket='{{bucket}}', Key='a/big', ObjectAttributes=['ObjectParts', 'ObjectSize'])
            print(attributes['ObjectSize'], attributes['ObjectParts']['TotalPartsCount'])
            print(len(s3.get_object(Bucket='{{bucket}}', Key='a/big')['Body'].read()))
            try:
                s3.get_object(Bucket='{{bucket}}', Key='none')
            except s3.exceptions.NoSuchKey as e:
                print(e.response['Error']['Code'])
            """)).ReplaceLineEndings("\n").ShouldBe("""
            ['a/big', 'b/0 +ü', 'b/1 +ü', 'b/2 +ü', 'b/3 +ü', 'b/4 +ü']
            12582912 3
            12582912
            NoSuchKey
            """);
    }

    private async Task<string> PutAsync(string bucket)
    {
        using var s3 = aws.S3();
        await s3.PutObjectAsync(new() { BucketName = bucket, Key = "key", ContentBody = "x" });
        return "key";
    }

    private Task<string> CliAsync(params string[] arguments) => ProgramRun.SucceedAsync(aws.Host, "aws", arguments);
}
