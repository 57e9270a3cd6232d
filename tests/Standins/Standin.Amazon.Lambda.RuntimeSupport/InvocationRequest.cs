using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>An event, with the context it came in.</summary>
public class InvocationRequest : IDisposable
{
    internal InvocationRequest(Stream inputStream, Client.InvocationContext context)
    {
        InputStream = inputStream;
        Context = context;
    }

    public Stream InputStream { get; }

    public ILambdaContext LambdaContext => Context;

    internal Client.InvocationContext Context { get; }

    public void Dispose()
    {
        InputStream?.Dispose();
        GC.SuppressFinalize(this);
    }
}
