using System.Reflection;
using Amazon.Lambda.Core;

namespace Amazon.Lambda.Annotations.Hosting;

/// <summary>A method that carries <see cref="LambdaFunctionAttribute"/>.</summary>
internal sealed record FunctionMethod(Type Type, MethodInfo Method)
{
    public string Name => Method.Name;

    /// <summary>The event's type; a stream for a method that takes no event, as in the generated Main.</summary>
    public Type InputType => Event?.ParameterType ?? typeof(Stream);

    /// <summary>The type of what it answers, without the task around it, or null for nothing.</summary>
    public Type OutputType
    {
        get
        {
            var type = Method.ReturnType;
            if (type == typeof(void) || type == typeof(Task))
            {
                return null;
            }

            return type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Task<>) ? type.GenericTypeArguments[0] : type;
        }
    }

    private ParameterInfo Event => Method.GetParameters()
        .FirstOrDefault(parameter => parameter.ParameterType != typeof(ILambdaContext) && !IsService(parameter));

    /// <exception cref="InvalidOperationException">Two methods have the same name: only one could ever be chosen.</exception>
    public static IReadOnlyList<FunctionMethod> AllOf(Assembly assembly)
    {
        var functions = assembly.GetTypes()
            .SelectMany(type => type.GetMethods().Select(method => new FunctionMethod(type, method)))
            .Where(function => function.Method.IsDefined(typeof(LambdaFunctionAttribute), inherit: false))
            .ToList();
        var twice = functions.GroupBy(function => function.Name).FirstOrDefault(group => group.Count() > 1);
        return twice == null
            ? functions
            : throw new InvalidOperationException(
                $"Several functions are named {twice.Key}: {string.Join(", ", twice.Select(function => function.Type.FullName))}.");
    }

    /// <summary>The method's own serializer, or the assembly's.</summary>
    public ILambdaSerializer CreateSerializer()
    {
        var attribute = Method.GetCustomAttribute<LambdaSerializerAttribute>()
            ?? Type.Assembly.GetCustomAttribute<LambdaSerializerAttribute>()
            ?? throw new InvalidOperationException($"{Type.Assembly.GetName().Name} has no [assembly: LambdaSerializer].");
        return (ILambdaSerializer)Activator.CreateInstance(attribute.SerializerType);
    }

    /// <summary>Calls it with the event, the context and the services it asks for.</summary>
    public object Invoke(object target, object input, ILambdaContext context, IServiceProvider services)
    {
        var arguments = Method.GetParameters().Select(parameter =>
            parameter.ParameterType == typeof(ILambdaContext) ? context
            : IsService(parameter) ? Required(services, parameter.ParameterType)
            : input);
        return Method.Invoke(target, BindingFlags.DoNotWrapExceptions, null, [.. arguments], null);
    }

    private static bool IsService(ParameterInfo parameter) => parameter.IsDefined(typeof(FromServicesAttribute));

    private static object Required(IServiceProvider services, Type type) =>
        services.GetService(type) ?? throw new InvalidOperationException($"No service for type '{type}' has been registered.");
}
