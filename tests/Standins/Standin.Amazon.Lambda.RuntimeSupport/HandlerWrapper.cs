using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

public partial class HandlerWrapper : IDisposable
{
    private HandlerWrapper(LambdaBootstrapHandler handler) => Handler = handler;

    public LambdaBootstrapHandler Handler { get; }

    public void Dispose()
    {
        Dispose(true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
    }

    private static T Read<T>(InvocationRequest call, ILambdaSerializer serializer)
    {
        call.Context.Serializer = serializer;
        return serializer.Deserialize<T>(call.InputStream);
    }

    private static HandlerWrapper Nothing(Action<InvocationRequest> handler) => Into((call, _) => handler(call));

    private static HandlerWrapper Into(Action<InvocationRequest, MemoryStream> handler) => new(call =>
    {
        var output = new MemoryStream();
        handler(call, output);
        output.Position = 0;
        return Task.FromResult(new InvocationResponse(output));
    });

    private static HandlerWrapper Nothing(Func<InvocationRequest, Task> handler) => new(async call =>
    {
        await handler(call);
        return new InvocationResponse(new MemoryStream());
    });

    private static HandlerWrapper Output(Func<InvocationRequest, Stream> handler) => Output(call => Task.FromResult(handler(call)));

    private static HandlerWrapper Output(Func<InvocationRequest, Task<Stream>> handler) =>
        new(async call => new InvocationResponse(await handler(call)));

    private static HandlerWrapper Value<T>(Func<InvocationRequest, T> handler, ILambdaSerializer serializer) =>
        Value(call => Task.FromResult(handler(call)), serializer);

    private static HandlerWrapper Value<T>(Func<InvocationRequest, Task<T>> handler, ILambdaSerializer serializer) => new(async call =>
    {
        call.Context.Serializer = serializer;
        var output = new MemoryStream();
        serializer.Serialize(await handler(call), output);
        output.Position = 0;
        return new InvocationResponse(output);
    });
}
