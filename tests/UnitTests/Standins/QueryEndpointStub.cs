using System.Net;
using System.Text;
using System.Web;

namespace CacheBackup.UnitTests.Standins;

/// <summary>An AWS endpoint that gives prepared answers in order, the last one for ever, and keeps what it was asked.</summary>
internal sealed class QueryEndpointStub : IDisposable
{
    private readonly HttpListener _listener;
    private readonly (int Status, string Xml)[] _answers;

    public QueryEndpointStub(params (int Status, string Xml)[] answers)
    {
        _answers = answers;
        _listener = LocalPort.Listen(out var endpoint);
        Url = $"http://{endpoint}";
        _ = ServeAsync();
    }

    public string Url { get; }

    /// <summary>Every request's form, decoded and sorted, a field a line.</summary>
    public List<string> Forms { get; } = [];

    public string? Authorization { get; private set; }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            var call = await _listener.GetContextAsync();
            using var reader = new StreamReader(call.Request.InputStream);
            var form = (await reader.ReadToEndAsync()).Split('&').Select(HttpUtility.UrlDecode).Order(StringComparer.Ordinal);
            Authorization = call.Request.Headers["Authorization"];
            var (status, xml) = _answers[Math.Min(Forms.Count, _answers.Length - 1)];
            Forms.Add(string.Join('\n', form));
            call.Response.StatusCode = status;
            call.Response.ContentType = "text/xml";
            await call.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(xml));
            call.Response.Close();
        }
    }
}
