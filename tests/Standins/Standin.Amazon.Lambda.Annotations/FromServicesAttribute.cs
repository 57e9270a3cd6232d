namespace Amazon.Lambda.Annotations;

/// <summary>Takes a parameter from the invocation's services.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class FromServicesAttribute : Attribute
{
}
