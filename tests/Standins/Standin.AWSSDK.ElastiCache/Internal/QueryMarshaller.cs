using System.Collections;
using System.Globalization;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;
using Amazon.Runtime.Internal.Util;

namespace Amazon.ElastiCache.Internal;

/// <summary>
/// Any request as a form of the Query protocol: <c>Tags.Tag.1.Key=team</c>. A request names its operation: what its class
/// is called without "Request".
/// </summary>
internal sealed class QueryMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public static readonly QueryMarshaller Instance = new();

    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, "Amazon.ElastiCache");
        request.Parameters.Add("Action", input.GetType().Name[..^"Request".Length]);
        request.Parameters.Add("Version", "2015-02-02");
        AddModel(request.Parameters, string.Empty, input);
        return request;
    }

    private static void AddModel(IDictionary<string, string> form, string prefix, object model)
    {
        foreach (var property in WireProperty.Of(model.GetType()))
        {
            switch (property.Get(model))
            {
                case null:
                    break;
                case IList { Count: 0 }:
                    form.Add(prefix + property.Name, string.Empty);
                    break;
                case IList list:
                    AddList(form, $"{prefix}{property.Name}.{property.ItemName}", list);
                    break;
                case var value:
                    AddValue(form, prefix + property.Name, value);
                    break;
            }
        }
    }

    private static void AddList(IDictionary<string, string> form, string prefix, IList list)
    {
        for (var i = 0; i < list.Count; i++)
        {
            AddValue(form, $"{prefix}.{i + 1}", list[i]);
        }
    }

    private static void AddValue(IDictionary<string, string> form, string name, object value)
    {
        switch (value)
        {
            case string or ConstantClass:
                form.Add(name, value.ToString());
                break;
            case bool flag:
                form.Add(name, flag ? "true" : "false");
                break;
            case DateTime time:
                form.Add(name, StringUtils.FromDateTimeToISO8601WithOptionalMs(time));
                break;
            case int or double:
                form.Add(name, Convert.ToString(value, CultureInfo.InvariantCulture));
                break;
            default:
                AddModel(form, $"{name}.", value);
                break;
        }
    }
}
