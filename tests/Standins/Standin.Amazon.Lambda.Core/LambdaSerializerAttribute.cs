namespace Amazon.Lambda.Core;

/// <summary>Names the serializer of an assembly, or of one handler.</summary>
[AttributeUsage(AttributeTargets.Assembly | AttributeTargets.Method, AllowMultiple = false)]
public sealed class LambdaSerializerAttribute : Attribute
{
    public LambdaSerializerAttribute(Type serializerType) => SerializerType = serializerType;

    /// <summary>An <see cref="ILambdaSerializer"/> with a parameterless constructor.</summary>
    public Type SerializerType { get; set; }
}
