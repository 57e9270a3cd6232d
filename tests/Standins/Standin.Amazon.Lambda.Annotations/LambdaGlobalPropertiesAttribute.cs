namespace Amazon.Lambda.Annotations;

/// <summary>What holds for every function of an assembly.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public class LambdaGlobalPropertiesAttribute : Attribute
{
    public string Runtime { get; set; }

    /// <summary>Whether the assembly is an executable that needs a Main.</summary>
    public bool GenerateMain { get; set; }
}
