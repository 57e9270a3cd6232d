using System.Net;
using Amazon.S3;
using Amazon.S3.Model;
using CacheBackup.LocalAws.S3.Operations;
using CacheBackup.LocalAws.S3.Storage;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.S3;

/// <summary>Listing objects and versions, page by page.</summary>
public sealed class ListingTests(LocalAwsFixture aws) : IClassFixture<LocalAwsFixture>
{
    private static readonly string[] Keys = ["a", "b/1", "b/2", "b/c/3", "d", "e/1", "f"];

    [Theory]
    [InlineData("", "", "a b/1 b/2 b/c/3 d e/1 f", "")]
    [InlineData("", "/", "a d f", "b/ e/")]
    [InlineData("b/", "/", "b/1 b/2", "b/c/")]
    [InlineData("b", "/", "", "b/")]
    [InlineData("b/", "", "b/1 b/2 b/c/3", "")]
    [InlineData("zz", "/", "", "")]
    public async Task Both_versions_list_keys_and_common_prefixes_whatever_the_page_size(
        string prefix, string delimiter, string keys, string prefixes)
    {
        var bucket = await FilledAsync();
        using var s3 = aws.S3();
        foreach (var size in new[] { 1, 2, 1000 })
        {
            (await PagesV2Async(s3, new ListObjectsV2Request
            {
                BucketName = bucket,
                Prefix = prefix,
                Delimiter = delimiter,
                MaxKeys = size,
            })).ShouldBe((keys, prefixes));
            (await PagesV1Async(s3, new ListObjectsRequest { BucketName = bucket, Prefix = prefix, Delimiter = delimiter, MaxKeys = size }))
                .ShouldBe((keys, prefixes));
        }
    }

    [Fact]
    public async Task StartAfter_MaxKeys_and_owner_are_honoured()
    {
        var bucket = await FilledAsync();
        using var s3 = aws.S3();
        var page = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, StartAfter = "b/2", FetchOwner = true });
        page.S3Objects.ConvertAll(found => found.Key).ShouldBe(["b/c/3", "d", "e/1", "f"]);
        page.S3Objects[0].Owner.Id.Length.ShouldBe(64);
        var none = await s3.ListObjectsV2Async(new ListObjectsV2Request { BucketName = bucket, MaxKeys = 0 });
        (none.KeyCount, none.IsTruncated).ShouldBe((0, false));
    }

    [Fact]
    public async Task Broken_listing_parameters_are_refused()
    {
        var bucket = await FilledAsync();
        using var raw = new RawS3(aws);
        (await raw.GetAsync($"/{bucket}?list-type=3")).ShouldBeError(400, "InvalidArgument");
        (await raw.GetAsync($"/{bucket}?list-type=2&max-keys=-1")).ShouldBeError(400, "InvalidArgument");
        (await raw.GetAsync($"/{bucket}?list-type=2&continuation-token=%21")).ShouldBeError(400, "InvalidArgument");
        (await raw.GetAsync($"/{bucket}?list-type=2&encoding-type=base64")).ShouldBeError(400, "InvalidArgument");
        (await raw.GetAsync($"/{bucket}?versions&version-id-marker=x")).ShouldBeError(400, "InvalidArgument");
        (await raw.GetAsync($"/{bucket}?list-type=2&max-keys=5000")).Body.ShouldContain("<MaxKeys>1000</MaxKeys>");
    }

    [Fact]
    public async Task Names_are_URL_encoded_on_request()
    {
        using var raw = new RawS3(aws);
        var bucket = await aws.NewBucketAsync();
        await raw.PutAsync($"/{bucket}/a%01b/c%20d", "x");
        var listed = await raw.GetAsync($"/{bucket}?list-type=2&encoding-type=url");
        listed.Status.ShouldBe(HttpStatusCode.OK);
        listed.Body.ShouldContain("<Key>a%01b/c%20d</Key>");
        listed.Body.ShouldContain("<EncodingType>url</EncodingType>");
    }

    [Fact]
    public void Keys_are_in_the_order_of_their_UTF_8_bytes()
    {
        var index = new KeyIndex<int>();
        foreach (var key in new[] { "\uFFFD", "😀", "z", "é", "a", "" })
        {
            index.Set(key, 0);
        }

        index.From("").Select(entry => entry.Key).ShouldBe(["", "a", "z", "é", "\uFFFD", "😀"]);
        index.From("b").First().Key.ShouldBe("z");
    }

    [Fact]
    public void A_page_goes_on_inside_a_key_that_has_several_entries()
    {
        var entries = new[]
            { ("a", "3"), ("b", "2"), ("b", "1"), ("c", "0") }.Select(entry => KeyValuePair.Create(entry.Item1, entry.Item2)).ToList();
        var first = Listing.Page(entries, new ListingQuery("", "", "", 2), id => id);
        (first.IsTruncated, first.Last, first.LastId).ShouldBe((true, "b", "2"));
        var second = Listing.Page(entries, new ListingQuery("", "", "b", 2) { AfterId = "2" }, id => id);
        second.Items.ShouldBe(["1", "0"]);
        second.IsTruncated.ShouldBeFalse();
    }

    private static async Task<(string Keys, string Prefixes)> PagesV2Async(AmazonS3Client s3, ListObjectsV2Request request)
    {
        var (keys, prefixes) = (new List<string>(), new List<string>());
        while (true)
        {
            var page = await s3.ListObjectsV2Async(request);
            keys.AddRange((page.S3Objects ?? []).Select(found => found.Key));
            prefixes.AddRange(page.CommonPrefixes ?? []);
            page.KeyCount!.Value.ShouldBeLessThanOrEqualTo(request.MaxKeys!.Value);
            if (page.IsTruncated != true)
            {
                return (string.Join(' ', keys), string.Join(' ', prefixes));
            }

            request.ContinuationToken = page.NextContinuationToken;
        }
    }

    private static async Task<(string Keys, string Prefixes)> PagesV1Async(AmazonS3Client s3, ListObjectsRequest request)
    {
        var (keys, prefixes) = (new List<string>(), new List<string>());
        while (true)
        {
            var page = await s3.ListObjectsAsync(request);
            keys.AddRange((page.S3Objects ?? []).Select(found => found.Key));
            prefixes.AddRange(page.CommonPrefixes ?? []);
            if (page.IsTruncated != true)
            {
                return (string.Join(' ', keys), string.Join(' ', prefixes));
            }

            // Without a delimiter S3 gives no NextMarker: the last key is the marker.
            request.Marker = page.NextMarker ?? keys[^1];
        }
    }

    private async Task<string> FilledAsync()
    {
        using var raw = new RawS3(aws);
        var bucket = await aws.NewBucketAsync();
        await Task.WhenAll(Keys.Select(key => raw.PutAsync($"/{bucket}/{key}", key)));
        return bucket;
    }
}
