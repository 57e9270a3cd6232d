using System.Collections;
using System.Globalization;
using System.Xml.Linq;
using Amazon.Runtime;

namespace Amazon.ElastiCache.Internal;

/// <summary>Fills model classes from XML. What is not there stays null, and so does a list without an item.</summary>
internal static class XmlModel
{
    public static XElement Child(XElement parent, string name) =>
        parent?.Elements().FirstOrDefault(element => element.Name.LocalName == name);

    public static void Fill(object model, XElement xml)
    {
        foreach (var property in WireProperty.Of(model.GetType()))
        {
            if (Child(xml, property.Name) is { } element)
            {
                property.Set(model, property.ItemType == null ? Value(property.Type, element) : Items(property, element));
            }
        }
    }

    private static IList Items(WireProperty property, XElement element)
    {
        var items = element.Elements().Where(item => item.Name.LocalName == property.ItemName).ToList();
        if (items.Count == 0)
        {
            return null;
        }

        var list = (IList)Activator.CreateInstance(property.Type);
        foreach (var item in items)
        {
            list.Add(Value(property.ItemType, item));
        }

        return list;
    }

    private static object Value(Type type, XElement element)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        if (plain == typeof(string))
        {
            return element.Value;
        }

        if (plain == typeof(DateTime))
        {
            return DateTime.Parse(
                element.Value, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal);
        }

        if (plain.IsValueType)
        {
            return Convert.ChangeType(element.Value, plain, CultureInfo.InvariantCulture);
        }

        return plain.IsSubclassOf(typeof(ConstantClass)) ? Constant(plain, element.Value) : Filled(plain, element);
    }

    private static object Constant(Type type, string value) => type.GetMethod("FindValue", [typeof(string)]).Invoke(null, [value]);

    private static object Filled(Type type, XElement element)
    {
        var model = Activator.CreateInstance(type);
        Fill(model, element);
        return model;
    }
}
