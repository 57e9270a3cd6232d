using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json.Nodes;
using CacheBackup.LocalAws.Hosting;

namespace CacheBackup.LocalAws.Commands;

/// <summary>
/// A client of a local endpoint, in this process or another: for the two services that have no SDK package here. The
/// endpoint reads access key, Region and service from the signing scope and verifies no signature.
/// </summary>
public sealed class LocalEndpoint : IDisposable
{
    private readonly HttpClient _http;
    private readonly LocalAwsOptions _options;

    /// <summary>A client of the endpoint at <paramref name="address"/>.</summary>
    /// <param name="address">Such as <c>http://127.0.0.1:4566</c>.</param>
    /// <param name="options">Account and Region to sign for.</param>
    public LocalEndpoint(Uri address, LocalAwsOptions options)
    {
        _options = options;
        _http = new HttpClient { BaseAddress = address, Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Whether a LocalAws, and not just anything, listens there.</summary>
    public async Task<bool> IsListeningAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var answer = await _http.SendAsync(new HttpRequestMessage(HttpMethod.Head, "/"), cancellationToken);
            return answer.Headers.Contains(LocalAwsHost.Mark);
        }
        catch (HttpRequestException error) when (error.InnerException is SocketException or IOException)
        {
            return false;
        }
    }

    /// <summary>Invokes a function and waits for it.</summary>
    /// <returns>Its JSON answer, and whether the answer is an error document (<c>errorType</c>, <c>errorMessage</c>).</returns>
    /// <exception cref="LocalEndpointException">Lambda refused the call.</exception>
    public async Task<(JsonNode? Payload, bool IsError)> InvokeAsync(string function, string json, CancellationToken cancellationToken)
    {
        var path = $"/2015-03-31/functions/{Uri.EscapeDataString(function)}/invocations";
        using var request = Request("lambda", path, json, "application/json");
        using var answer = await _http.SendAsync(request, cancellationToken);
        var payload = await ReadAsync(answer, cancellationToken);
        return (payload, answer.Headers.Contains("X-Amz-Function-Error"));
    }

    /// <summary>Calls Step Functions.</summary>
    /// <param name="operation">Such as <c>StartExecution</c>.</param>
    /// <param name="arguments">The operation's input, in its wire format.</param>
    /// <param name="cancellationToken">Gives the call up.</param>
    /// <exception cref="LocalEndpointException">Step Functions refused the call.</exception>
    public async Task<JsonObject> StatesAsync(string operation, JsonObject arguments, CancellationToken cancellationToken)
    {
        using var request = Request("states", "/", arguments.ToJsonString(), "application/x-amz-json-1.0");
        request.Headers.Add("X-Amz-Target", $"AWSStepFunctions.{operation}");
        using var answer = await _http.SendAsync(request, cancellationToken);
        return (await ReadAsync(answer, cancellationToken))!.AsObject();
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static async Task<JsonNode?> ReadAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var body = await answer.Content.ReadAsStringAsync(cancellationToken);
        return answer.IsSuccessStatusCode ? JsonNode.Parse(body) : throw Refusal(answer, body);
    }

    // Lambda writes "Message", Step Functions "message"; what is no service at all answers with text.
    private static LocalEndpointException Refusal(HttpResponseMessage answer, string body)
    {
        var isJson = answer.Content.Headers.ContentType?.MediaType is { } type && type.Contains("json", StringComparison.Ordinal);
        var document = isJson ? JsonNode.Parse(body) : null;
        var message = (string?)(document?["Message"] ?? document?["message"]) ?? body;
        return new LocalEndpointException($"{message} (status {(int)answer.StatusCode})", answer.StatusCode);
    }

    private HttpRequestMessage Request(string service, string path, string body, string contentType)
    {
        var content = new StringContent(body, new MediaTypeHeaderValue(contentType));
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        var scope = $"{_options.DefaultAccountId}/20200101/{_options.Region}/{service}/aws4_request";
        request.Headers.TryAddWithoutValidation(
            "Authorization", $"AWS4-HMAC-SHA256 Credential={scope}, SignedHeaders=host, Signature=unverified");
        return request;
    }
}

/// <summary>The local endpoint refused a call.</summary>
public sealed class LocalEndpointException(string message, HttpStatusCode status) : Exception(message)
{
    /// <summary>The HTTP status it answered with.</summary>
    public HttpStatusCode Status { get; } = status;
}
