namespace Amazon.Lambda.Annotations;

/// <summary>Makes a method a function: its name is what <c>ANNOTATIONS_HANDLER</c> names.</summary>
[AttributeUsage(AttributeTargets.Method)]
public class LambdaFunctionAttribute : Attribute
{
    /// <summary>The logical id in the template; null means a generated one.</summary>
    public string ResourceName { get; set; }

    /// <summary>Seconds; 0 leaves the template's.</summary>
    public uint Timeout { get; set; }

    /// <summary>MiB; 0 leaves the template's.</summary>
    public uint MemorySize { get; set; }

    public string Role { get; set; }

    public string Policies { get; set; }

    public LambdaPackageType PackageType { get; set; }
}
