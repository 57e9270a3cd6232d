using Amazon.S3.Model;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.S3;

/// <summary>What PutBucketPolicy refuses, and what it calls public.</summary>
public sealed class PolicyValidationTests(LocalAwsFixture aws) : IClassFixture<LocalAwsFixture>
{
    private const string Arn = "arn:aws:s3:::BUCKET/*";
    private const string Anyone = "\"Principal\": \"*\"";

    [Theory]
    [InlineData("not json", "valid JSON")]
    [InlineData("[]", "valid JSON")]
    [InlineData("{\"Version\": \"2020-01-01\", \"Statement\": []}", "valid version")]
    [InlineData("{\"Version\": \"2012-10-17\"}", "Missing required field Statement")]
    [InlineData("{\"Statement\": [], \"Colour\": 1}", "Unknown field Colour")]
    public async Task A_document_that_is_no_policy_is_malformed(string policy, string reason) => await RefusedAsync(policy, reason);

    [Theory]
    [InlineData("\"Effect\": \"Maybe\"", "Invalid effect")]
    [InlineData("\"Principal\": {\"AWS\": \"bob\"}", "Invalid principal")]
    [InlineData("\"Principal\": {\"AWS\": \"arn:aws:iam::12:root\"}", "Invalid principal")]
    [InlineData("\"Principal\": {\"AWS\": \"arn:aws:iam::444455556666:role/*\"}", null)]
    [InlineData("\"Principal\": {\"Service\": \"elasticache\"}", "Invalid principal")]
    [InlineData("\"Principal\": \"444455556666\"", "Invalid principal")]
    [InlineData("\"Principal\": {\"CanonicalUser\": \"abc\"}", "Invalid principal")]
    [InlineData("\"Action\": \"s3:GetObjct\"", "invalid action")]
    [InlineData("\"Action\": \"ec2:RunInstances\"", "invalid action")]
    [InlineData("\"Action\": \"s3:ListBucket\"", "Action does not apply")]
    [InlineData("\"Action\": [\"s3:GetObject\", \"s3:GetBucketAcl\"]", "Action does not apply")]
    [InlineData("\"Resource\": \"arn:aws:s3:::other/*\"", "invalid resource")]
    [InlineData("\"Resource\": \"arn:aws:sqs:::BUCKET\"", "invalid resource")]
    [InlineData("\"Condition\": {\"StringResembles\": {\"aws:SourceAccount\": \"1\"}}", "Invalid Condition type")]
    [InlineData("\"Condition\": {\"StringEquals\": {\"aws:Colour\": \"red\"}}", "invalid condition key")]
    [InlineData("\"Condition\": {\"Bool\": {\"aws:SecureTransport\": \"maybe\"}}", "Invalid condition value")]
    public async Task A_statement_that_says_nonsense_is_malformed(string field, string? reason)
    {
        var fields = new Dictionary<string, string>
        {
            ["Effect"] = "\"Effect\": \"Deny\"",
            ["Principal"] = Anyone,
            ["Action"] = "\"Action\": \"s3:GetObject\"",
            ["Resource"] = $"\"Resource\": \"{Arn}\"",
            [field.Split('"')[1]] = field,
        };
        await RefusedAsync($"{{\"Statement\": [{{{string.Join(",", fields.Values)}}}]}}", reason ?? "Invalid principal");
    }

    [Theory]
    [InlineData("", true)]
    [InlineData("\"StringEquals\": {\"aws:SourceAccount\": \"111122223333\"}", false)]
    [InlineData("\"StringLike\": {\"aws:SourceArn\": \"arn:aws:elasticache:*\"}", true)]
    [InlineData("\"IpAddress\": {\"aws:SourceIp\": \"10.1.0.0/16\"}", false)]
    [InlineData("\"IpAddress\": {\"aws:SourceIp\": \"0.0.0.0/0\"}", true)]
    [InlineData("\"StringEquals\": {\"aws:UserAgent\": \"me\"}", true)]
    [InlineData("\"StringEqualsIfExists\": {\"aws:PrincipalOrgID\": \"o-1\"}", true)]
    public async Task A_policy_for_everyone_is_public_unless_tied_to_fixed_callers(string condition, bool isPublic)
    {
        using var s3 = aws.S3();
        var bucket = await aws.NewBucketAsync();
        var policy = Policies.Of(
            Policies.Statement("Allow", "*", ["s3:GetObject"], $"arn:aws:s3:::{bucket}/*", condition.Length == 0 ? null : condition));
        if (isPublic)
        {
            await s3.PutBucketPolicyAsync(bucket, policy).ShouldFailAsync("AccessDenied");
        }

        await s3.DeletePublicAccessBlockAsync(new DeletePublicAccessBlockRequest { BucketName = bucket });
        await s3.PutBucketPolicyAsync(bucket, policy);
        (await s3.GetBucketPolicyStatusAsync(new GetBucketPolicyStatusRequest { BucketName = bucket }))
            .PolicyStatus.IsPublic.ShouldBe(isPublic);
    }

    [Fact]
    public async Task A_bucket_without_a_policy_has_neither_policy_nor_status()
    {
        using var s3 = aws.S3();
        var bucket = await aws.NewBucketAsync();
        await s3.GetBucketPolicyStatusAsync(new GetBucketPolicyStatusRequest { BucketName = bucket }).ShouldFailAsync("NoSuchBucketPolicy");
        using var raw = new RawS3(aws);
        (await raw.GetAsync($"/{bucket}?policy")).ShouldBeError(404, "NoSuchBucketPolicy");
    }

    private async Task RefusedAsync(string policy, string reason)
    {
        using var s3 = aws.S3();
        var bucket = await aws.NewBucketAsync();
        var error = await s3.PutBucketPolicyAsync(bucket, policy.Replace("BUCKET", bucket, StringComparison.Ordinal))
            .ShouldFailAsync("MalformedPolicy");
        error.Message.ShouldContain(reason);
    }
}
