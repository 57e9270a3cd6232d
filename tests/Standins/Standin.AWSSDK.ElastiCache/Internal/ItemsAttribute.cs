namespace Amazon.ElastiCache.Internal;

/// <summary>The name of a list's items on the wire, where it is not <c>member</c>.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class ItemsAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
