using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace CacheBackup.LocalAws.S3.Wire;

/// <summary>Writes answers.</summary>
internal static class Replies
{
    private static readonly XmlWriterSettings Settings = new() { Encoding = new UTF8Encoding(false), Async = true };

    /// <summary>Answers with no body.</summary>
    public static Task ReplyAsync(this S3Request request, int status)
    {
        request.Response.StatusCode = status;
        return Task.CompletedTask;
    }

    /// <summary>Answers with a document.</summary>
    public static async Task ReplyAsync(this S3Request request, XElement document, int status = 200)
    {
        using var body = new MemoryStream();
        await using (var writer = XmlWriter.Create(body, Settings))
        {
            await document.SaveAsync(writer, request.Aborted);
        }

        request.Response.StatusCode = status;
        request.Response.ContentType = "application/xml";
        request.Response.ContentLength = body.Length;
        await request.Response.Body.WriteAsync(body.GetBuffer().AsMemory(0, (int)body.Length), request.Aborted);
    }

    /// <summary>Answers with an error document, or with its status alone where the method allows no body.</summary>
    public static async Task ReplyAsync(this S3Request request, S3Exception error)
    {
        foreach (var (name, value) in error.Headers)
        {
            request.Response.Headers[name] = value;
        }

        if (HttpMethods.IsHead(request.Method) || error.Status == StatusCodes.Status304NotModified)
        {
            request.Response.StatusCode = error.Status;
            return;
        }

        await request.ReplyAsync(Document(request, error), error.Status);
    }

    /// <summary>Answers 200 OK with an error document, as long-running copies can.</summary>
    public static Task ReplyEmbeddedAsync(this S3Request request, S3Exception error) => request.ReplyAsync(Document(request, error));

    private static XElement Document(S3Request request, S3Exception error) => new(
        "Error",
        new XElement("Code", error.Code),
        new XElement("Message", error.Message),
        error.Details.Select(detail => new XElement(detail.Name, detail.Value)),
        new XElement("Resource", request.Http.Request.Path.Value),
        new XElement("RequestId", request.Call.RequestId),
        new XElement("HostId", HostId(request)));

    /// <summary>The extended request id of <c>x-amz-id-2</c>.</summary>
    public static string HostId(S3Request request) => Convert.ToBase64String(Encoding.ASCII.GetBytes(request.Call.RequestId));
}
