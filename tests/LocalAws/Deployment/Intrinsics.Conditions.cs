using YamlDotNet.RepresentationModel;

namespace CacheBackup.LocalAws.Deployment;

/// <summary>The condition functions.</summary>
internal sealed partial class Intrinsics
{
    private const int FewestOperands = 2;
    private const int MostOperands = 10;

    /// <summary>Whether a condition of the template holds.</summary>
    public bool Holds(string condition, string path)
    {
        var node = _template.Child("Conditions").Child(condition)
            ?? throw new TemplateException(path, $"there is no condition '{condition}'.");
        return IsTrue(node, $"Conditions/{condition}");
    }

    private bool IsTrue(YamlNode node, string path) => FunctionOf(node, path) is { } call
        ? Judge(call.Name, call.Argument, path)
        : throw new TemplateException(path, "must be a condition function.");

    private bool Judge(string name, YamlNode argument, string path) => name switch
    {
        "Condition" => Holds(Scalar(argument, path), path),
        "Equals" => Items(argument, 2, path) is var pair && Text(Resolve(pair[0], path), path) == Text(Resolve(pair[1], path), path),
        "Not" => !IsTrue(Items(argument, 1, path)[0], path),
        "And" => Several(argument, path).All(item => IsTrue(item, path)),
        "Or" => Several(argument, path).Any(item => IsTrue(item, path)),
        _ => throw new TemplateException(path, $"{name} is no condition function."),
    };

    private static IList<YamlNode> Several(YamlNode argument, string path) =>
        argument is YamlSequenceNode { Children: { Count: >= FewestOperands and <= MostOperands } operands }
            ? operands
            : throw new TemplateException(path, $"And and Or take {FewestOperands} to {MostOperands} conditions.");
}
