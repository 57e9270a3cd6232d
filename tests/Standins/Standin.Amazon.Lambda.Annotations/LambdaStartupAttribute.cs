namespace Amazon.Lambda.Annotations;

/// <summary>Names the class whose <c>ConfigureServices(IServiceCollection)</c> fills the services.</summary>
[AttributeUsage(AttributeTargets.Class)]
public class LambdaStartupAttribute : Attribute
{
}
