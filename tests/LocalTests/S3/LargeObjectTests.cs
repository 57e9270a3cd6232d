using System.Net;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.S3;

/// <summary>Objects that would not fit into memory.</summary>
[Collection(nameof(AloneCollection))]
public sealed class LargeObjectTests(LocalAwsFixture aws) : IClassFixture<LocalAwsFixture>
{
    private const long SeedBytes = 128L << 20;

    [Fact]
    public async Task A_large_body_passes_through_in_little_memory()
    {
        using var raw = new RawS3(aws);
        var bucket = await aws.NewBucketAsync();
        await PutZerosAsync(raw, $"/{bucket}/warm-up", 1 << 20);
        var before = GC.GetTotalAllocatedBytes();
        (await PutZerosAsync(raw, $"/{bucket}/zeros", SeedBytes)).Status.ShouldBe(HttpStatusCode.OK);
        (GC.GetTotalAllocatedBytes() - before).ShouldBeLessThan(SeedBytes / 8);
        (await raw.SendAsync(HttpMethod.Head, $"/{bucket}/zeros")).Headers["Content-Length"].ShouldBe($"{SeedBytes}");
    }

    [Fact]
    public async Task A_source_above_5_GiB_is_copied_in_parts_only()
    {
        using var raw = new RawS3(aws);
        var bucket = await aws.NewBucketAsync();
        await PutZerosAsync(raw, $"/{bucket}/seed", SeedBytes);
        var upload = (await raw.SendAsync(HttpMethod.Post, $"/{bucket}/large?uploads")).Body.Split("<UploadId>")[1].Split('<')[0];
        var parts = new List<string>();
        for (var number = 1; number <= 41; number++)
        {
            var part = await raw.PutAsync(
                $"/{bucket}/large?partNumber={number}&uploadId={upload}", "", ("x-amz-copy-source", $"/{bucket}/seed"));
            parts.Add($"<Part><PartNumber>{number}</PartNumber><ETag>{part.Body.Split("<ETag>")[1].Split('<')[0]}</ETag></Part>");
        }

        var completed = await raw.SendAsync(
            HttpMethod.Post, $"/{bucket}/large?uploadId={upload}",
            new StringContent($"<CompleteMultipartUpload>{string.Concat(parts)}</CompleteMultipartUpload>"));
        completed.Status.ShouldBe(HttpStatusCode.OK, completed.Body);
        (await raw.GetAsync($"/{bucket}/large", ("Range", "bytes=-1"))).Headers["Content-Range"].ShouldEndWith($"/{41 * SeedBytes}");
        (await raw.PutAsync($"/{bucket}/copy", "", ("x-amz-copy-source", $"/{bucket}/large"))).ShouldBeError(400, "InvalidRequest");
    }

    private static Task<RawAnswer> PutZerosAsync(RawS3 raw, string target, long length)
    {
        var content = new StreamContent(new Zeros(length));
        content.Headers.ContentLength = length;
        return raw.SendAsync(HttpMethod.Put, target, content);
    }
}

/// <summary>Not beside other tests: what they allocate would count.</summary>
/// <remarks>A class of its own: xunit would make the fixture of a test class that defines its collection twice, and dispose it once.</remarks>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
