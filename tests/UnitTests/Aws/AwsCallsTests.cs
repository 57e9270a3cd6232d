using System.Net;
using System.Xml;
using Amazon.Runtime;
using Amazon.S3;
using CacheBackup.Core.Aws;
using CacheBackup.Core.Errors;

namespace CacheBackup.UnitTests.Aws;

/// <summary>What the SDK's errors mean.</summary>
public sealed class AwsCallsTests
{
    [Fact]
    public async Task An_answer_is_handed_on() => (await AwsCalls.CallAsync("s3:GetObject", "a/b", () => Task.FromResult(7))).ShouldBe(7);

    [Theory]
    [InlineData("SlowDown", 503)]
    [InlineData("ServiceUnavailable", 503)]
    [InlineData("InternalError", 500)]
    [InlineData("Throttling", 400)]
    [InlineData("RequestLimitExceeded", 400)]
    [InlineData("RequestTimeout", 400)]
    [InlineData("RequestTimeTooSkewed", 403)]
    [InlineData("ExpiredToken", 400)]
    [InlineData("OperationAborted", 409)]
    [InlineData("ConditionalRequestConflict", 409)]
    [InlineData("Whatever", 502)]
    [InlineData("Whatever", 429)]
    [InlineData("Whatever", 408)]
    [InlineData(null, 500)]
    public async Task Throttling_and_hiccups_are_transient(string? code, int status) =>
        (await Should.ThrowAsync<TransientServiceException>(Fail(Answer(code, status))))
            .Message.ShouldStartWith($"s3:GetObject on a/b was not answered: {code ?? "no error code"} ({status}), ");

    [Theory]
    [InlineData(typeof(HttpRequestException))]
    [InlineData(typeof(HttpIOException))]
    [InlineData(typeof(IOException))]
    [InlineData(typeof(TimeoutException))]
    [InlineData(typeof(TaskCanceledException))]
    [InlineData(typeof(OperationCanceledException))]
    public Task A_broken_or_late_answer_is_transient(Type type) =>
        Should.ThrowAsync<TransientServiceException>(Fail(type == typeof(HttpIOException)
            ? new HttpIOException(HttpRequestError.ResponseEnded)
            : (Exception)Activator.CreateInstance(type)!));

    [Fact]
    public Task An_error_of_the_SDK_around_a_broken_connection_is_transient() =>
        Should.ThrowAsync<TransientServiceException>(
            Fail(new AmazonS3Exception("sending failed", new HttpRequestException("connection reset"))));

    [Fact]
    public Task Half_an_answer_is_transient() =>
        Should.ThrowAsync<TransientServiceException>(Fail(new AmazonUnmarshallingException("id", "<a>", new InvalidOperationException())));

    [Fact]
    public Task An_answer_without_a_body_is_transient() =>
        Should.ThrowAsync<TransientServiceException>(Fail(new XmlException("Root element is missing.")));

    [Theory]
    [InlineData("AccessDenied", 403)]
    [InlineData("AccessDenied", 400)]
    [InlineData("Forbidden", 403)]
    [InlineData("SignatureDoesNotMatch", 403)]
    [InlineData(null, 403)]
    public async Task A_refusal_names_action_and_resource(string? code, int status)
    {
        var error = await Should.ThrowAsync<CallerNotPermittedException>(Fail(Answer(code, status)));

        error.Message.ShouldContain("s3:GetObject on a/b");
        error.Message.ShouldContain("HINT: Allow s3:GetObject on a/b in the role's policy");
        error.InnerException.ShouldBeOfType<AmazonS3Exception>();
    }

    [Theory]
    [InlineData("NoSuchKey", 404)]
    [InlineData("PreconditionFailed", 412)]
    [InlineData("NotImplemented", 501)]
    public Task Any_other_answer_is_the_callers_to_read(string code, int status) =>
        Should.ThrowAsync<AmazonS3Exception>(Fail(Answer(code, status)));

    [Fact]
    public async Task Where_no_error_is_an_answer_it_is_unexpected()
    {
        var error = await Should.ThrowAsync<UnexpectedServiceAnswerException>(
            AwsCalls.ExpectAsync<int>("s3:GetObject", "a/b", () => throw Answer("NoSuchKey", 404)));

        error.Message.ShouldBe(
            "s3:GetObject on a/b was answered with NoSuchKey (404), it said so. "
            + "HINT: Look the error code up in the API reference of the service; its request id is R-1.");
    }

    [Fact]
    public Task Errors_of_this_tool_and_bugs_pass_through() =>
        Should.ThrowAsync<InvalidOperationException>(Fail(new InvalidOperationException()));

    private static Task<int> Fail(Exception error) => AwsCalls.CallAsync<int>("s3:GetObject", "a/b", () => throw error);

    private static AmazonS3Exception Answer(string? code, int status) =>
        new("it said\nso.", null, ErrorType.Unknown, code, "R-1", (HttpStatusCode)status);
}
