using Amazon.Lambda.Core;

namespace Amazon.Lambda.RuntimeSupport;

/// <summary>A handler of any shape, as the one shape the bootstrap runs. The shapes themselves are in the other part.</summary>
public partial class HandlerWrapper
{
    public static HandlerWrapper GetHandlerWrapper(Func<Task> handler) =>
        Nothing(_ => handler());

    public static HandlerWrapper GetHandlerWrapper(Func<Stream, Task> handler) =>
        Nothing(call => handler(call.InputStream));

    public static HandlerWrapper GetHandlerWrapper<TInput>(Func<TInput, Task> handler, ILambdaSerializer serializer) =>
        Nothing(call => handler(Read<TInput>(call, serializer)));

    public static HandlerWrapper GetHandlerWrapper(Func<ILambdaContext, Task> handler) =>
        Nothing(call => handler(call.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper(Func<Stream, ILambdaContext, Task> handler) =>
        Nothing(call => handler(call.InputStream, call.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper<TInput>(Func<TInput, ILambdaContext, Task> handler, ILambdaSerializer serializer) =>
        Nothing(call => handler(Read<TInput>(call, serializer), call.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper(Func<Task<Stream>> handler) =>
        Output(_ => handler());

    public static HandlerWrapper GetHandlerWrapper(Func<Stream, Task<Stream>> handler) =>
        Output(call => handler(call.InputStream));

    public static HandlerWrapper GetHandlerWrapper<TInput>(Func<TInput, Task<Stream>> handler, ILambdaSerializer serializer) =>
        Output(call => handler(Read<TInput>(call, serializer)));

    public static HandlerWrapper GetHandlerWrapper(Func<ILambdaContext, Task<Stream>> handler) =>
        Output(call => handler(call.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper(Func<Stream, ILambdaContext, Task<Stream>> handler) =>
        Output(call => handler(call.InputStream, call.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper<TInput>(
        Func<TInput, ILambdaContext, Task<Stream>> handler, ILambdaSerializer serializer) =>
        Output(call => handler(Read<TInput>(call, serializer), call.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<Task<TOutput>> handler, ILambdaSerializer serializer) =>
        Value(_ => handler(), serializer);

    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<Stream, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        Value(call => handler(call.InputStream), serializer);

    public static HandlerWrapper GetHandlerWrapper<TInput, TOutput>(Func<TInput, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        Value(call => handler(Read<TInput>(call, serializer)), serializer);

    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        Value(call => handler(call.LambdaContext), serializer);

    public static HandlerWrapper GetHandlerWrapper<TOutput>(
        Func<Stream, ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        Value(call => handler(call.InputStream, call.LambdaContext), serializer);

    public static HandlerWrapper GetHandlerWrapper<TInput, TOutput>(
        Func<TInput, ILambdaContext, Task<TOutput>> handler, ILambdaSerializer serializer) =>
        Value(call => handler(Read<TInput>(call, serializer), call.LambdaContext), serializer);

    public static HandlerWrapper GetHandlerWrapper(Action handler) =>
        Nothing(_ => handler());

    public static HandlerWrapper GetHandlerWrapper(Action<Stream> handler) =>
        Nothing(call => handler(call.InputStream));

    public static HandlerWrapper GetHandlerWrapper<TInput>(Action<TInput> handler, ILambdaSerializer serializer) =>
        Nothing(call => handler(Read<TInput>(call, serializer)));

    public static HandlerWrapper GetHandlerWrapper(Action<ILambdaContext> handler) =>
        Nothing(call => handler(call.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper(Action<Stream, ILambdaContext> handler) =>
        Nothing(call => handler(call.InputStream, call.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper(Action<Stream, ILambdaContext, MemoryStream> invokeDelegate) =>
        Into((call, output) => invokeDelegate(call.InputStream, call.LambdaContext, output));

    public static HandlerWrapper GetHandlerWrapper<TInput>(Action<TInput, ILambdaContext> handler, ILambdaSerializer serializer) =>
        Nothing(call => handler(Read<TInput>(call, serializer), call.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper(Func<Stream> handler) =>
        Output(_ => handler());

    public static HandlerWrapper GetHandlerWrapper(Func<Stream, Stream> handler) =>
        Output(call => handler(call.InputStream));

    public static HandlerWrapper GetHandlerWrapper<TInput>(Func<TInput, Stream> handler, ILambdaSerializer serializer) =>
        Output(call => handler(Read<TInput>(call, serializer)));

    public static HandlerWrapper GetHandlerWrapper(Func<ILambdaContext, Stream> handler) =>
        Output(call => handler(call.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper(Func<Stream, ILambdaContext, Stream> handler) =>
        Output(call => handler(call.InputStream, call.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper<TInput>(Func<TInput, ILambdaContext, Stream> handler, ILambdaSerializer serializer) =>
        Output(call => handler(Read<TInput>(call, serializer), call.LambdaContext));

    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<TOutput> handler, ILambdaSerializer serializer) =>
        Value(_ => handler(), serializer);

    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<Stream, TOutput> handler, ILambdaSerializer serializer) =>
        Value(call => handler(call.InputStream), serializer);

    public static HandlerWrapper GetHandlerWrapper<TInput, TOutput>(Func<TInput, TOutput> handler, ILambdaSerializer serializer) =>
        Value(call => handler(Read<TInput>(call, serializer)), serializer);

    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<ILambdaContext, TOutput> handler, ILambdaSerializer serializer) =>
        Value(call => handler(call.LambdaContext), serializer);

    public static HandlerWrapper GetHandlerWrapper<TOutput>(Func<Stream, ILambdaContext, TOutput> handler, ILambdaSerializer serializer) =>
        Value(call => handler(call.InputStream, call.LambdaContext), serializer);

    public static HandlerWrapper GetHandlerWrapper<TInput, TOutput>(
        Func<TInput, ILambdaContext, TOutput> handler, ILambdaSerializer serializer) =>
        Value(call => handler(Read<TInput>(call, serializer), call.LambdaContext), serializer);
}
