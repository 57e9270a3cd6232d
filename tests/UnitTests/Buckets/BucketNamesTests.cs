using CacheBackup.Core.Buckets;
using CacheBackup.Core.Errors;

namespace CacheBackup.UnitTests.Buckets;

/// <summary>The naming rules of S3 and ElastiCache.</summary>
public sealed class BucketNamesTests
{
    [Theory]
    [InlineData("abc")]
    [InlineData("0bucket9")]
    [InlineData("my-bucket.with.dots")]
    [InlineData("1.2.3")]
    [InlineData("1.2.3.4.5")]
    [InlineData("256.1.1.1")]
    [InlineData("a--b")]
    public void A_good_name_breaks_no_rule(string name) => BucketNames.BrokenRule(name).ShouldBeNull();

    [Theory]
    [InlineData("ab", "3 to 63 characters, this one has 2")]
    [InlineData("", "this one has 0")]
    [InlineData("a234567890123456789012345678901234567890123456789012345678901234", "this one has 64")]
    [InlineData("myBucket", "upper-case letter B")]
    [InlineData("my_bucket", "it holds '_'")]
    [InlineData("my bucket", "it holds ' '")]
    [InlineData("bücket", "it holds 'ü'")]
    [InlineData("a..b", "a dot has to stand between two other characters")]
    [InlineData(".abc", "a dot has to stand between two other characters")]
    [InlineData("abc.", "a dot has to stand between two other characters")]
    [InlineData("-abc", "\"-abc\" starts with a hyphen")]
    [InlineData("abc-", "\"abc-\" ends with a hyphen")]
    [InlineData("abc.-def", "\"-def\" starts with a hyphen")]
    [InlineData("abc-.def", "\"abc-\" ends with a hyphen")]
    [InlineData("192.168.5.4", "form of an IP address")]
    [InlineData("xn--bucket", "start with \"xn--\" are reserved")]
    [InlineData("sthree-bucket", "start with \"sthree-\" are reserved")]
    [InlineData("amzn-s3-demo-bucket", "start with \"amzn-s3-demo-\" are reserved")]
    [InlineData("bucket-s3alias", "end with \"-s3alias\" are reserved")]
    [InlineData("bucket--ol-s3", "end with \"--ol-s3\" are reserved")]
    [InlineData("bucket.mrap", "end with \".mrap\" are reserved")]
    [InlineData("bucket--x-s3", "end with \"--x-s3\" are reserved")]
    [InlineData("bucket--table-s3", "end with \"--table-s3\" are reserved")]
    public void Each_rule_has_its_own_message(string name, string rule) => BucketNames.BrokenRule(name)!.ShouldContain(rule);

    [Fact]
    public void The_error_names_field_name_and_rule() =>
        Should.Throw<InvalidBucketNameException>(() => BucketNames.Demand("Destinations[1].Bucket", "Copies")).Message
            .ShouldBe(
                "Destinations[1].Bucket is \"Copies\": it holds the upper-case letter C; only lower-case ones are allowed. "
                + "HINT: Correct the name, or use another bucket: the name of an existing bucket cannot change.");
}
