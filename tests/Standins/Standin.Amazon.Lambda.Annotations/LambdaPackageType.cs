namespace Amazon.Lambda.Annotations;

/// <summary>How a function is packed.</summary>
public enum LambdaPackageType
{
    Zip = 0,
    Image = 1,
}
