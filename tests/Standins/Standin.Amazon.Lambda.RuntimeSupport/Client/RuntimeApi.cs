using System.Net.Http.Headers;

namespace Amazon.Lambda.RuntimeSupport.Client;

/// <summary>The four calls of the Lambda Runtime API, version 2018-06-01.</summary>
internal sealed class RuntimeApi(HttpClient httpClient, string endpoint)
{
    private static readonly MediaTypeHeaderValue ErrorType = new("application/vnd.aws.lambda.error+json");

    private readonly string _runtime = $"http://{endpoint}/2018-06-01/runtime";

    /// <summary>Waits for an event.</summary>
    public async Task<InvocationRequest> NextAsync(CancellationToken cancellationToken)
    {
        using var response = await httpClient.GetAsync($"{_runtime}/invocation/next", cancellationToken);
        response.EnsureSuccessStatusCode();
        var body = new MemoryStream(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        return new InvocationRequest(body, new InvocationContext(response.Headers));
    }

    /// <summary>What a handler has done is told in any case, so none of the posts can be cancelled.</summary>
    public async Task RespondAsync(string requestId, Stream output)
    {
        using var content = new StreamContent(output ?? Stream.Null);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        await PostAsync($"{_runtime}/invocation/{requestId}/response", content, null);
    }

    public Task ReportInvocationErrorAsync(string requestId, Exception exception) =>
        ReportAsync($"{_runtime}/invocation/{requestId}/error", exception);

    public Task ReportInitializationErrorAsync(Exception exception) =>
        ReportAsync($"{_runtime}/init/error", exception);

    private async Task ReportAsync(string url, Exception exception)
    {
        using var content = new ByteArrayContent(ErrorReport.Write(exception));
        content.Headers.ContentType = ErrorType;
        await PostAsync(url, content, exception.GetType().Name);
    }

    private async Task PostAsync(string url, HttpContent content, string errorType)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };
        if (errorType != null)
        {
            request.Headers.TryAddWithoutValidation("Lambda-Runtime-Function-Error-Type", errorType);
        }

        using var response = await httpClient.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }
}
