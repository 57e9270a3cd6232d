using System.Globalization;
using System.Net;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CacheBackup.LocalAws.Lambda;

/// <summary>The Runtime API (version 2018-06-01) of one process: it fetches events here and hands its answers in.</summary>
internal sealed class RuntimeApi : IAsyncDisposable
{
    /// <summary>Bytes a function may be sent and may answer.</summary>
    public const int LargestPayload = 6 * 1024 * 1024;

    private const string Prefix = "/2018-06-01/runtime";

    private readonly WebApplication _web;
    private readonly Channel<Invocation> _events = Channel.CreateUnbounded<Invocation>();
    private readonly TaskCompletionSource<Answer?> _initialized = NewSource<Answer?>();
    private TaskCompletionSource _idle = NewSource();
    private (Invocation Invocation, TaskCompletionSource<Answer> Answer)? _current;

    private RuntimeApi(WebApplication web) => _web = web;

    /// <summary><c>host:port</c>, as <c>AWS_LAMBDA_RUNTIME_API</c> has it.</summary>
    public string Address => new Uri(_web.Urls.First()).Authority;

    /// <summary>Completes when the process asks for its first event (null), or reports that it cannot (its error).</summary>
    public Task<Answer?> Initialized => _initialized.Task;

    /// <summary>Completes when the process asks for an event again.</summary>
    public Task Idle => _idle.Task;

    public static async Task<RuntimeApi> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Limits.MinRequestBodyDataRate = null;
        });
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.Zero);
        var web = builder.Build();
        var api = new RuntimeApi(web);
        web.Run(api.HandleAsync);
        await web.StartAsync();
        return api;
    }

    /// <summary>Gives the process an event; completes with its answer.</summary>
    public Task<Answer> SendAsync(Invocation invocation)
    {
        var answer = NewSource<Answer>();
        _current = (invocation, answer);
        _idle = NewSource();
        _events.Writer.TryWrite(invocation);
        return answer.Task;
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _web.DisposeAsync();

    private static TaskCompletionSource<T> NewSource<T>() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static Task RefuseAsync(HttpContext http, int status, string errorType, string errorMessage) =>
        AnswerAsync(http, status, new { errorType, errorMessage });

    private static Task AnswerAsync(HttpContext http, int status, object body)
    {
        http.Response.StatusCode = status;
        return http.Response.WriteAsJsonAsync(body, http.RequestAborted);
    }

    private Task HandleAsync(HttpContext http)
    {
        var path = http.Request.Path.Value!;
        return (http.Request.Method, path.StartsWith(Prefix, StringComparison.Ordinal) ? path[Prefix.Length..].Split('/') : []) switch
        {
            ("GET", ["", "invocation", "next"]) => NextAsync(http),
            ("POST", ["", "init", "error"]) => InitErrorAsync(http),
            ("POST", ["", "invocation", var id, "response"]) => FinishAsync(http, id, isError: false),
            ("POST", ["", "invocation", var id, "error"]) => FinishAsync(http, id, isError: true),
            _ => RefuseAsync(http, StatusCodes.Status404NotFound, "NotFound", path),
        };
    }

    private async Task NextAsync(HttpContext http)
    {
        _initialized.TrySetResult(null);
        _idle.TrySetResult();
        Invocation next;
        try
        {
            next = await _events.Reader.ReadAsync(http.RequestAborted);
        }
        catch (OperationCanceledException)
        {
            return;
        }

        http.Response.ContentType = "application/json";
        var headers = http.Response.Headers;
        headers["Lambda-Runtime-Aws-Request-Id"] = next.RequestId;
        headers["Lambda-Runtime-Deadline-Ms"] = next.Deadline.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
        headers["Lambda-Runtime-Invoked-Function-Arn"] = next.FunctionArn;
        var trace = next.RequestId.Replace("-", "", StringComparison.Ordinal)[..24];
        headers["Lambda-Runtime-Trace-Id"] = $"Root=1-{next.Deadline.ToUnixTimeSeconds():x8}-{trace};Sampled=0";
        await http.Response.Body.WriteAsync(next.Payload, http.RequestAborted);
    }

    private async Task InitErrorAsync(HttpContext http)
    {
        _initialized.TrySetResult(new Answer(await ReadAsync(http), true));
        await AnswerAsync(http, StatusCodes.Status202Accepted, new { status = "OK" });
    }

    private async Task FinishAsync(HttpContext http, string requestId, bool isError)
    {
        var payload = await ReadAsync(http);
        if (_current is not { } current || current.Invocation.RequestId != requestId)
        {
            await RefuseAsync(http, StatusCodes.Status400BadRequest, "InvalidRequestID", "Invalid request ID");
        }
        else if (payload.Length > LargestPayload)
        {
            var message = $"Response payload size exceeded maximum allowed payload size ({LargestPayload} bytes).";
            current.Answer.TrySetResult(Answer.Error("Function.ResponseSizeTooLarge", requestId, message));
            await RefuseAsync(http, StatusCodes.Status413PayloadTooLarge, "RequestEntityTooLarge", message);
        }
        else
        {
            current.Answer.TrySetResult(new Answer(payload, isError));
            await AnswerAsync(http, StatusCodes.Status202Accepted, new { status = "OK" });
        }
    }

    private static async Task<byte[]> ReadAsync(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        return body.ToArray();
    }
}
