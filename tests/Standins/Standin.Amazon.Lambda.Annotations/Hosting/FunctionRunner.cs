using System.Reflection;
using Amazon.Lambda.Core;
using Amazon.Lambda.RuntimeSupport;
using Microsoft.Extensions.DependencyInjection;

namespace Amazon.Lambda.Annotations.Hosting;

/// <summary>Gives the bootstrap a typed delegate for a method known only by reflection.</summary>
internal sealed class FunctionRunner(FunctionMethod function, ServiceProvider services)
{
    public LambdaBootstrap Bootstrap()
    {
        var serializer = function.CreateSerializer();
        var (method, types) = (function.InputType == typeof(Stream), function.OutputType) switch
        {
            (true, null) => (nameof(StreamToNothing), Type.EmptyTypes),
            (true, var output) => (nameof(StreamToValue), [output]),
            (false, null) => (nameof(EventToNothing), [function.InputType]),
            (false, var output) => (nameof(EventToValue), new[] { function.InputType, output }),
        };
        var build = GetType().GetMethod(method, BindingFlags.Instance | BindingFlags.NonPublic);
        return ((LambdaBootstrapBuilder)(types.Length == 0 ? build : build.MakeGenericMethod(types)).Invoke(this, [serializer])).Build();
    }

    private LambdaBootstrapBuilder EventToValue<TInput, TOutput>(ILambdaSerializer serializer) =>
        LambdaBootstrapBuilder.Create<TInput, TOutput>((input, context) => AnswerAsync<TOutput>(input, context), serializer);

    private LambdaBootstrapBuilder EventToNothing<TInput>(ILambdaSerializer serializer) =>
        LambdaBootstrapBuilder.Create<TInput>((TInput input, ILambdaContext context) => RunAsync(input, context), serializer);

    private LambdaBootstrapBuilder StreamToValue<TOutput>(ILambdaSerializer serializer) =>
        LambdaBootstrapBuilder.Create<TOutput>((Stream input, ILambdaContext context) => AnswerAsync<TOutput>(input, context), serializer);

    private LambdaBootstrapBuilder StreamToNothing(ILambdaSerializer serializer) =>
        LambdaBootstrapBuilder.Create((Stream input, ILambdaContext context) => RunAsync(input, context));

    private async Task<TOutput> AnswerAsync<TOutput>(object input, ILambdaContext context)
    {
        using var scope = services.CreateScope();
        var answer = Invoke(scope, input, context);
        return answer is Task<TOutput> task ? await task : (TOutput)answer;
    }

    private async Task RunAsync(object input, ILambdaContext context)
    {
        using var scope = services.CreateScope();
        if (Invoke(scope, input, context) is Task task)
        {
            await task;
        }
    }

    private object Invoke(IServiceScope scope, object input, ILambdaContext context) => function.Invoke(
        scope.ServiceProvider.GetRequiredService(function.Type), input, context, scope.ServiceProvider);
}
