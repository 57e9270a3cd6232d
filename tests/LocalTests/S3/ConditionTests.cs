using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.S3.Authorization;

namespace CacheBackup.LocalTests.S3;

/// <summary>Condition operators, one by one.</summary>
public sealed class ConditionTests
{
    private static readonly Dictionary<string, string[]> Request = new()
    {
        ["aws:sourceaccount"] = ["111122223333"],
        ["aws:sourcearn"] = ["arn:aws:elasticache:eu-west-1:111122223333:snapshot:a/b"],
        ["aws:sourceip"] = ["127.0.0.1"],
        ["aws:currenttime"] = ["2026-11-20T12:00:00Z"],
        ["aws:principalaccount"] = ["111122223333"],
        ["s3:max-keys"] = ["10"],
        ["s3:prefix"] = ["Home/x"],
        ["s3:requestobjecttagkeys"] = ["a", "b"],
    };

    [Theory]
    [InlineData("StringEquals", "aws:SourceAccount", "111122223333", true)]
    [InlineData("StringEquals", "aws:PrincipalOrgID", "o-1", false)]
    [InlineData("StringEqualsIfExists", "aws:PrincipalOrgID", "o-1", true)]
    [InlineData("StringNotEquals", "aws:PrincipalOrgID", "o-1", true)]
    [InlineData("StringNotEquals", "aws:SourceAccount", "111122223333", false)]
    [InlineData("StringEqualsIgnoreCase", "s3:prefix", "home/X", true)]
    [InlineData("StringNotEqualsIgnoreCase", "s3:prefix", "home/X", false)]
    [InlineData("StringLike", "s3:prefix", "Home/?", true)]
    [InlineData("StringNotLike", "s3:prefix", "Home/*", false)]
    [InlineData("StringEquals", "aws:SourceAccount", "${aws:PrincipalAccount}", true)]
    [InlineData("StringEquals", "aws:SourceAccount", "${aws:username}", false)]
    [InlineData("ArnLike", "aws:SourceArn", "arn:aws:elasticache:*:111122223333:snapshot:*", true)]
    [InlineData("ArnEquals", "aws:SourceArn", "arn:aws:elasticache:eu-west-1:*", false)]
    [InlineData("ArnNotLike", "aws:SourceArn", "arn:aws:elasticache:*:*:*", false)]
    [InlineData("IpAddress", "aws:SourceIp", "127.0.0.0/8", true)]
    [InlineData("NotIpAddress", "aws:SourceIp", "10.0.0.0/8", true)]
    [InlineData("NumericLessThanEquals", "s3:max-keys", "10", true)]
    [InlineData("NumericGreaterThan", "s3:max-keys", "10", false)]
    [InlineData("DateLessThan", "aws:CurrentTime", "2027-01-01T00:00:00Z", true)]
    [InlineData("DateGreaterThan", "aws:CurrentTime", "2027-01-01T00:00:00Z", false)]
    [InlineData("Null", "aws:PrincipalOrgID", "true", true)]
    [InlineData("Null", "aws:SourceAccount", "true", false)]
    [InlineData("Null", "aws:SourceAccount", "false", true)]
    [InlineData("ForAnyValue:StringEquals", "s3:RequestObjectTagKeys", "b", true)]
    [InlineData("ForAllValues:StringEquals", "s3:RequestObjectTagKeys", "b", false)]
    [InlineData("ForAllValues:StringEquals", "aws:CalledVia", "b", true)]
    [InlineData("ForAnyValue:StringEquals", "aws:CalledVia", "b", false)]
    public void An_operator_holds_as_in_IAM(string operation, string key, string value, bool holds)
    {
        var statement = Policies.Statement(
            "Allow", "*", ["s3:GetObject"], "arn:aws:s3:::b/*", $"\"{operation}\": {{\"{key}\": \"{value}\"}}");
        var policy = PolicyReader.Read(Policies.Of(statement), "b");
        policy.Judge(Caller.Anonymous, "s3:GetObject", "arn:aws:s3:::b/k", new ConditionValues(name => Request.GetValueOrDefault(name)))
            .ShouldBe(holds ? PolicyVerdict.Allow : PolicyVerdict.Silent);
    }

    [Theory]
    [InlineData("*", "anything", true)]
    [InlineData("a*c", "abbc", true)]
    [InlineData("a*c", "abbd", false)]
    [InlineData("a?c", "abc", true)]
    [InlineData("*a*b*", "xxaxxbxx", true)]
    [InlineData("", "", true)]
    [InlineData("?", "", false)]
    public void Wildcards_match(string pattern, string text, bool matches) => Wildcard.Matches(pattern, text).ShouldBe(matches);
}
