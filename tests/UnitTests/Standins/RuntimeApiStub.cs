using System.Net;
using System.Text;

namespace CacheBackup.UnitTests.Standins;

/// <summary>A Runtime API with one event to hand out, that keeps what the function posts.</summary>
internal sealed class RuntimeApiStub : IDisposable
{
    private readonly HttpListener _listener;
    private readonly CancellationTokenSource _answered = new();
    private readonly string _eventJson;
    private bool _handedOut;

    public RuntimeApiStub(string eventJson)
    {
        _eventJson = eventJson;
        _listener = LocalPort.Listen(out var endpoint);
        Endpoint = endpoint;
        _ = ServeAsync();
    }

    /// <summary>Host and port.</summary>
    public string Endpoint { get; }

    /// <summary>Fires when the function has answered, which ends the loop under test.</summary>
    public CancellationToken Answered => _answered.Token;

    public string? Path { get; private set; }

    public string? Body { get; private set; }

    public string? ErrorType { get; private set; }

    public void Dispose()
    {
        _listener.Close();
        _answered.Dispose();
    }

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            var call = await _listener.GetContextAsync();
            if (call.Request.HttpMethod == "POST")
            {
                await KeepAsync(call);
            }
            else if (!_handedOut)
            {
                _handedOut = true;
                await HandOutAsync(call.Response);
            }
        }
    }

    private async Task HandOutAsync(HttpListenerResponse response)
    {
        response.Headers["Lambda-Runtime-Aws-Request-Id"] = "8476a536-e9f4-11e8-9739-2dfe598c3fcd";
        response.Headers["Lambda-Runtime-Deadline-Ms"] = "4102444800000";
        response.Headers["Lambda-Runtime-Invoked-Function-Arn"] = "arn:aws:lambda:eu-west-1:111122223333:function:Greet";
        response.Headers["Lambda-Runtime-Trace-Id"] = "Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Sampled=1";
        await response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(_eventJson));
        response.Close();
    }

    private async Task KeepAsync(HttpListenerContext call)
    {
        using var reader = new StreamReader(call.Request.InputStream);
        Body = await reader.ReadToEndAsync();
        Path = call.Request.Url!.AbsolutePath;
        ErrorType = call.Request.Headers["Lambda-Runtime-Function-Error-Type"];
        call.Response.StatusCode = (int)HttpStatusCode.Accepted;
        call.Response.Close();
        await _answered.CancelAsync();
    }
}
