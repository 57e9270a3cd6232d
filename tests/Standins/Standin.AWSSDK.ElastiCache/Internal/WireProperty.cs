using System.Collections.Concurrent;
using System.Reflection;

namespace Amazon.ElastiCache.Internal;

/// <summary>A property of a model class. Its name is its name on the wire, and its type says how it is written.</summary>
internal sealed class WireProperty(PropertyInfo property)
{
    private static readonly ConcurrentDictionary<Type, WireProperty[]> Known = new();

    public string Name { get; } = property.Name;

    public Type Type { get; } = property.PropertyType;

    /// <summary>The type of a list's items, or null for what is no list.</summary>
    public Type ItemType { get; } = property.PropertyType.IsGenericType && property.PropertyType.Name == typeof(List<>).Name
        ? property.PropertyType.GenericTypeArguments[0]
        : null;

    /// <summary>What wraps an item of a list.</summary>
    public string ItemName { get; } = property.GetCustomAttribute<ItemsAttribute>()?.Name ?? "member";

    public static WireProperty[] Of(Type model) => Known.GetOrAdd(model, type =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(p => new WireProperty(p))]);

    public object Get(object model) => property.GetValue(model);

    public void Set(object model, object value) => property.SetValue(model, value);
}
