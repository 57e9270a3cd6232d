using System.Net;
using System.Text;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.S3;

/// <summary>Requests as bytes on the wire: what SDKs compute, repair or hide is seen here.</summary>
internal sealed class RawS3(LocalAwsFixture aws, string region = "eu-west-1") : IDisposable
{
    /// <summary>Dot segments of a key must reach the server.</summary>
    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    private readonly HttpClient _http = new();

    public async Task<RawAnswer> SendAsync(
        HttpMethod method, string target, HttpContent? content = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(
            method, new Uri(aws.Host.Context.Endpoint.GetLeftPart(UriPartial.Authority) + target, AsWritten))
        {
            Content = content,
        };
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential=test/20260101/{region}/s3/aws4_request, SignedHeaders=host, Signature=0");
        foreach (var (name, value) in headers)
        {
            _ = request.Headers.TryAddWithoutValidation(name, value) || content!.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request);
        var all = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase);
        return new RawAnswer(response.StatusCode, all, await response.Content.ReadAsStringAsync());
    }

    public Task<RawAnswer> PutAsync(string target, string body, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Put, target, new ByteArrayContent(Encoding.UTF8.GetBytes(body)), headers);

    public Task<RawAnswer> GetAsync(string target, params (string Name, string Value)[] headers) =>
        SendAsync(HttpMethod.Get, target, null, headers);

    public void Dispose() => _http.Dispose();
}

internal sealed record RawAnswer(HttpStatusCode Status, Dictionary<string, string> Headers, string Body)
{
    public void ShouldBeError(int status, string code)
    {
        ((int)Status).ShouldBe(status, Body);
        Body.ShouldContain($"<Code>{code}</Code>");
    }
}
