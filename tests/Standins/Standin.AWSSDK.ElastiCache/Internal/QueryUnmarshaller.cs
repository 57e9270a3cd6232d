using System.Net;
using System.Xml.Linq;
using Amazon.ElastiCache.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;

namespace Amazon.ElastiCache.Internal;

/// <summary>Reads <c>&lt;XResponse&gt;&lt;XResult&gt;…</c>, and an error as the class its code names.</summary>
/// <typeparam name="TResponse">Called as the answer's root element.</typeparam>
internal sealed class QueryUnmarshaller<TResponse> : XmlResponseUnmarshaller
    where TResponse : AmazonWebServiceResponse, new()
{
    public static readonly QueryUnmarshaller<TResponse> Instance = new();

    private static readonly string Result = $"{typeof(TResponse).Name[..^"Response".Length]}Result";

    public override AmazonWebServiceResponse Unmarshall(XmlUnmarshallerContext context)
    {
        var root = XDocument.Load(context.Stream).Root;
        var response = new TResponse();
        if (XmlModel.Child(root, Result) is { } result)
        {
            XmlModel.Fill(response, result);
        }

        response.ResponseMetadata = new ResponseMetadata
        {
            RequestId = XmlModel.Child(XmlModel.Child(root, "ResponseMetadata"), "RequestId")?.Value,
        };
        return response;
    }

    public override AmazonServiceException UnmarshallException(
        XmlUnmarshallerContext context, Exception innerException, HttpStatusCode statusCode)
    {
        var error = XmlErrorResponseUnmarshaller.GetInstance().Unmarshall(context);
        return (AmazonServiceException)Activator.CreateInstance(
            TypeOf(error.Code), error.Message, innerException, error.Type, error.Code, error.RequestId, statusCode);
    }

    /// <summary>Codes end in <c>Fault</c>, in <c>Exception</c> or in neither; classes always in <c>Exception</c>.</summary>
    private static Type TypeOf(string code)
    {
        var stem = code ?? string.Empty;
        foreach (var suffix in (string[])["Fault", "Exception"])
        {
            stem = stem.EndsWith(suffix, StringComparison.Ordinal) ? stem[..^suffix.Length] : stem;
        }

        var type = typeof(Tag).Assembly.GetType($"{typeof(Tag).Namespace}.{stem}Exception");
        return type?.IsSubclassOf(typeof(AmazonElastiCacheException)) == true ? type : typeof(AmazonElastiCacheException);
    }
}
