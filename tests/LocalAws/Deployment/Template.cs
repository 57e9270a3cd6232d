using System.Globalization;
using System.Text.Json.Nodes;
using CacheBackup.LocalAws.Lambda;
using YamlDotNet.RepresentationModel;

namespace CacheBackup.LocalAws.Deployment;

/// <summary>A state machine of a template.</summary>
/// <param name="LogicalId">Its name in the template.</param>
/// <param name="Name">Its name in AWS.</param>
/// <param name="Definition">The file with its definition.</param>
/// <param name="Substitutions">What <c>${Name}</c> in the definition stands for.</param>
public sealed record StateMachineConfiguration(
    string LogicalId, string Name, FileInfo Definition, IReadOnlyDictionary<string, string> Substitutions);

/// <summary>What a SAM template declares, as far as LocalAws runs it: functions and state machines.</summary>
/// <param name="Functions">In the order of the template.</param>
/// <param name="StateMachines">In the order of the template.</param>
public sealed record Template(IReadOnlyList<FunctionConfiguration> Functions, IReadOnlyList<StateMachineConfiguration> StateMachines)
{
    /// <summary>Reads a template. Only what is run is resolved: a parameter without a value is an error only where it is needed.</summary>
    /// <param name="file">YAML or JSON.</param>
    /// <param name="scope">Where it is deployed.</param>
    /// <param name="parameterOverrides">Parameters by name.</param>
    /// <exception cref="TemplateException">CloudFormation would refuse it, or LocalAws does not support it.</exception>
    public static Template Read(FileInfo file, DeploymentScope scope, IReadOnlyDictionary<string, string>? parameterOverrides = null)
    {
        var root = YamlNodes.Load(file);
        var intrinsics = new Intrinsics(root, scope, parameterOverrides ?? new Dictionary<string, string>());
        var reader = new TemplateReader(root, intrinsics, scope, file);
        return new Template(reader.Functions(), reader.StateMachines());
    }
}

/// <summary>Reads the resources.</summary>
internal sealed class TemplateReader(YamlMappingNode root, Intrinsics intrinsics, DeploymentScope scope, FileInfo file)
{
    private const int DefaultTimeoutSeconds = 3;
    private const int DefaultMemoryMegabytes = 128;

    public IReadOnlyList<FunctionConfiguration> Functions() => [.. Of("AWS::Serverless::Function").Select(Function)];

    public IReadOnlyList<StateMachineConfiguration> StateMachines() => [.. Of("AWS::Serverless::StateMachine").Select(StateMachine)];

    private IEnumerable<(string LogicalId, YamlNode Node)> Of(string type) =>
        root.Child("Resources").Entries().Where(resource => resource.Node.Child("Type").Scalar() == type && IsDeployed(resource));

    private bool IsDeployed((string LogicalId, YamlNode Node) resource) =>
        resource.Node.Child("Condition").Scalar() is not { } condition
        || intrinsics.Holds(condition, $"Resources/{resource.LogicalId}/Condition");

    private FunctionConfiguration Function((string LogicalId, YamlNode Node) resource)
    {
        var (id, node) = resource;
        var path = $"Resources/{id}/Properties";
        var properties = node.Child("Properties");
        var globals = root.Child("Globals").Child("Function");

        JsonNode? Value(string name) => Resolve(properties, name, path) ?? Resolve(globals, name, "Globals/Function");
        JsonObject Merged(string name)
        {
            var merged = Resolve(globals, name, "Globals/Function") as JsonObject ?? [];
            foreach (var (key, value) in Resolve(properties, name, path) as JsonObject ?? [])
            {
                merged[key] = key == "Variables" ? Merge(merged[key], value) : value?.DeepClone();
            }

            return merged;
        }

        var logging = Merged("LoggingConfig");
        return new FunctionConfiguration(
            id,
            intrinsics.Ids.Name(id),
            (Value("Handler")?.ToString() ?? throw new TemplateException($"{path}/Handler", "is missing.")).Split("::")[0],
            Texts(Merged("Environment")["Variables"] as JsonObject, $"{path}/Environment/Variables"),
            TimeSpan.FromSeconds(Number(Value("Timeout"), DefaultTimeoutSeconds, 1, 900, $"{path}/Timeout")),
            Number(Value("MemorySize"), DefaultMemoryMegabytes, 128, 10_240, $"{path}/MemorySize"),
            Value("Role")?.ToString() ?? scope.GlobalArn("iam", $"role/{intrinsics.Ids.Name($"{id}Role")}"),
            logging["LogFormat"]?.ToString() ?? "Text",
            logging["ApplicationLogLevel"]?.ToString());
    }

    private StateMachineConfiguration StateMachine((string LogicalId, YamlNode Node) resource)
    {
        var (id, node) = resource;
        var path = $"Resources/{id}/Properties";
        var properties = node.Child("Properties");
        var uri = Resolve(properties, "DefinitionUri", path) is JsonValue value
            ? value.ToString()
            : throw new TemplateException($"{path}/DefinitionUri", "must be a path: LocalAws reads definitions from files.");
        var definition = new FileInfo(Path.Combine(file.DirectoryName!, uri));
        if (!definition.Exists)
        {
            throw new TemplateException($"{path}/DefinitionUri", $"there is no file {definition.FullName}.");
        }

        return new StateMachineConfiguration(
            id,
            intrinsics.Ids.Name(id),
            definition,
            Texts(Resolve(properties, "DefinitionSubstitutions", path) as JsonObject, $"{path}/DefinitionSubstitutions"));
    }

    private JsonNode? Resolve(YamlNode? parent, string name, string path) =>
        parent.Child(name) is { } node ? intrinsics.Resolve(node, $"{path}/{name}") : null;

    private static JsonObject Merge(JsonNode? under, JsonNode? over)
    {
        var merged = under?.DeepClone() as JsonObject ?? [];
        foreach (var (key, value) in over as JsonObject ?? [])
        {
            merged[key] = value?.DeepClone();
        }

        return merged;
    }

    private static Dictionary<string, string> Texts(JsonObject? values, string path) => (values ?? []).ToDictionary(
        entry => entry.Key,
        entry => entry.Value is JsonValue value
            ? value.ToString()
            : throw new TemplateException($"{path}/{entry.Key}", "must come to text."));

    private static int Number(JsonNode? value, int fallback, int smallest, int largest, string path)
    {
        if (value is null)
        {
            return fallback;
        }

        return int.TryParse(value.ToString(), CultureInfo.InvariantCulture, out var number) && number >= smallest && number <= largest
            ? number
            : throw new TemplateException(path, $"must be a whole number from {smallest} to {largest}.");
    }
}
