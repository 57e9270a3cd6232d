using System.Reflection;
using Amazon.Lambda.Annotations;
using CacheBackup.Functions;

namespace CacheBackup.ContractTests.Reading;

/// <summary>The functions as compiled.</summary>
internal static class Handlers
{
    /// <summary>Every method that can be a function, by its name without <c>Async</c>.</summary>
    public static IReadOnlyDictionary<string, Handler> ByStep { get; } = typeof(StrictLambdaSerializer).Assembly.GetTypes()
        .SelectMany(type => type.GetMethods())
        .Where(method => method.GetCustomAttribute<LambdaFunctionAttribute>() is not null)
        .Select(method => new Handler(method))
        .ToDictionary(handler => handler.Step);
}

/// <summary>One function.</summary>
internal sealed class Handler(MethodInfo method)
{
    public string Step { get; } = method.Name[..^"Async".Length];

    public string MethodName => method.Name;

    public Type Class => method.DeclaringType!;

    public Type Input => method.GetParameters()[0].ParameterType;

    public Type Output => method.ReturnType.GenericTypeArguments.Single();
}
