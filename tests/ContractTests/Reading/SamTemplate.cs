using YamlDotNet.RepresentationModel;

namespace CacheBackup.ContractTests.Reading;

/// <summary>template.yaml, as written: intrinsic functions are not evaluated.</summary>
internal sealed class SamTemplate
{
    private readonly YamlMappingNode root;

    private SamTemplate(string path)
    {
        using var reader = new StringReader(Repository.Read(path));
        var stream = new YamlStream();
        stream.Load(reader);
        root = (YamlMappingNode)stream.Documents[0].RootNode;
        Functions = [.. OfType("AWS::Serverless::Function").Select(pair => new SamFunction(pair.Id, pair.Properties))];
    }

    public static SamTemplate Shipped { get; } = new("template.yaml");

    public IReadOnlyList<SamFunction> Functions { get; }

    /// <summary>The properties of a state machine.</summary>
    public YamlMappingNode StateMachine(string logicalId) =>
        OfType("AWS::Serverless::StateMachine").Single(machine => machine.Id == logicalId).Properties;

    /// <summary>The properties of an alarm.</summary>
    public YamlMappingNode Alarm(string logicalId) => OfType("AWS::CloudWatch::Alarm").Single(alarm => alarm.Id == logicalId).Properties;

    /// <summary>What a parameter is unless the deployment says otherwise.</summary>
    public string Default(string parameter) => root.Map("Parameters").Map(parameter).Scalar("Default");

    public SamFunction Function(string logicalId) => Functions.Single(function => function.LogicalId == logicalId);

    private IEnumerable<(string Id, YamlMappingNode Properties)> OfType(string type) =>
        from resource in root.Map("Resources").Children
        let definition = (YamlMappingNode)resource.Value
        where definition.Scalar("Type") == type
        select (((YamlScalarNode)resource.Key).Value!, definition.Map("Properties"));
}

/// <summary>A function of the template.</summary>
internal sealed class SamFunction(string logicalId, YamlMappingNode properties)
{
    public string LogicalId { get; } = logicalId;

    /// <summary>The method that <c>ANNOTATIONS_HANDLER</c> names.</summary>
    public string Handler => properties.Map("Environment").Map("Variables").Scalar("ANNOTATIONS_HANDLER");

    public int TimeoutSeconds => int.Parse(properties.Scalar("Timeout"));

    public IReadOnlyList<PolicyStatement> Statements { get; } = PolicyStatement.AllOf(properties);

    public override string ToString() => LogicalId;
}

internal static class YamlNodes
{
    public static YamlMappingNode Map(this YamlMappingNode node, string name) => (YamlMappingNode)node.Children[name];

    public static string Scalar(this YamlMappingNode node, string name) => ((YamlScalarNode)node.Children[name]).Value!;

    /// <summary>The values of a list, or the one value.</summary>
    public static IReadOnlyList<string> Texts(this YamlNode node) => node switch
    {
        YamlScalarNode scalar => [scalar.Value!],
        YamlSequenceNode { Tag.IsEmpty: true } list => [.. list.Select(item => ((YamlScalarNode)item).Value!)],
        _ => [node.ToString()],
    };
}
