using System.Text.Json;
using CacheBackup.LocalAws.S3.Wire;

namespace CacheBackup.LocalAws.S3.Authorization;

/// <summary>Reads a bucket policy as strictly as <c>PutBucketPolicy</c> does.</summary>
internal static class PolicyReader
{
    /// <summary>The largest policy, in bytes.</summary>
    private const int MaxBytes = 20 * 1024;

    private static readonly string[] Versions = ["2012-10-17", "2008-10-17"];
    private static readonly string[] StatementFields =
        ["Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition"];

    /// <summary>Reads and checks a policy.</summary>
    /// <exception cref="S3Exception"><c>MalformedPolicy</c>, with the reason S3 gives.</exception>
    public static BucketPolicy Read(string text, string bucketName)
    {
        if (System.Text.Encoding.UTF8.GetByteCount(text) > MaxBytes)
        {
            throw Malformed($"Policy exceeds the maximum allowed document size of {MaxBytes} bytes");
        }

        using var document = Parse(text);
        var root = document.RootElement;
        Require(root.ValueKind == JsonValueKind.Object, "Policies must be valid JSON and the first byte must be '{'");
        OnlyFields(root, ["Version", "Id", "Statement"]);
        Require(
            !root.TryGetProperty("Version", out var version) || Versions.Contains(version.GetString()),
            "The policy must contain a valid version string");
        Require(root.TryGetProperty("Statement", out var statements), "Missing required field Statement");
        var read = (statements.ValueKind == JsonValueKind.Array ? statements.EnumerateArray().ToList() : [statements])
            .ConvertAll(statement => ReadStatement(statement, bucketName));
        Require(read.Count > 0, "Could not parse the policy: Statement is empty!");
        return new BucketPolicy(text, read);
    }

    internal static S3Exception Malformed(string reason) => new(400, "MalformedPolicy", reason);

    internal static void Require(bool holds, string reason)
    {
        if (!holds)
        {
            throw Malformed(reason);
        }
    }

    /// <summary>A string or an array of strings.</summary>
    internal static IReadOnlyList<string> Strings(JsonElement value, string reason)
    {
        var items = value.ValueKind == JsonValueKind.Array ? value.EnumerateArray().ToList() : [value];
        Require(items.Count > 0 && items.TrueForAll(item => item.ValueKind == JsonValueKind.String), reason);
        return items.ConvertAll(item => item.GetString()!);
    }

    private static JsonDocument Parse(string text)
    {
        try
        {
            return JsonDocument.Parse(text);
        }
        catch (JsonException)
        {
            throw Malformed("Policies must be valid JSON and the first byte must be '{'");
        }
    }

    private static PolicyStatement ReadStatement(JsonElement statement, string bucketName)
    {
        Require(statement.ValueKind == JsonValueKind.Object, "Statement must be an object");
        OnlyFields(statement, StatementFields);
        Require(statement.TryGetProperty("Effect", out var effect), "Missing required field Effect");
        Require(effect.ValueKind == JsonValueKind.String && effect.GetString() is "Allow" or "Deny", $"Invalid effect: {effect}");
        var principals = PolicyPrincipalReader.Read(OneOf(statement, "Principal", "NotPrincipal"));
        var actions = Patterns(OneOf(statement, "Action", "NotAction"), "Policy has invalid action");
        var resources = Patterns(OneOf(statement, "Resource", "NotResource"), "Policy has invalid resource");
        CheckActions(actions);
        CheckResources(resources, bucketName);
        CheckActionsApply(actions, resources, bucketName);
        var conditions = statement.TryGetProperty("Condition", out var condition) ? PolicyConditionReader.Read(condition) : [];
        return new PolicyStatement(effect.GetString() == "Allow", principals, actions, resources, conditions);
    }

    private static (JsonElement Value, bool Negated) OneOf(JsonElement statement, string name, string negation)
    {
        var (plain, negated) = (statement.TryGetProperty(name, out var value), statement.TryGetProperty(negation, out var negatedValue));
        Require(plain || negated, $"Missing required field {name}");
        Require(plain != negated, $"Statement has both {name} and {negation}");
        return plain ? (value, false) : (negatedValue, true);
    }

    private static PolicyPatterns Patterns((JsonElement Value, bool Negated) field, string reason) =>
        new(Strings(field.Value, reason), field.Negated);

    private static void CheckActions(PolicyPatterns actions) => Require(
        actions.Patterns.All(action => action == "*"
            || (action.StartsWith("s3:", StringComparison.OrdinalIgnoreCase)
                && (S3Actions.AnyOnBucket(action) || S3Actions.AnyOnObject(action)))),
        "Policy has invalid action");

    private static void CheckResources(PolicyPatterns resources, string bucketName) => Require(
        resources.Patterns.All(resource => BucketPart(resource) is { } bucket && Wildcard.Matches(bucket, bucketName)),
        "Policy has invalid resource");

    /// <summary>Every action must have a resource of its kind: <c>s3:ListBucket</c> on <c>bucket/*</c> alone would never apply.</summary>
    private static void CheckActionsApply(PolicyPatterns actions, PolicyPatterns resources, string bucketName)
    {
        if (actions.Negated || resources.Negated)
        {
            return;
        }

        var onObjects = resources.Patterns.Any(resource => Wildcard.HasAny(resource) || resource.Contains('/', StringComparison.Ordinal));
        var onBucket = resources.Patterns.Any(resource =>
            Wildcard.Matches(resource, $"arn:aws:s3:::{bucketName}") || resource.EndsWith($":::{bucketName}", StringComparison.Ordinal));
        Require(
            actions.Patterns.All(action => (onBucket && S3Actions.AnyOnBucket(action)) || (onObjects && S3Actions.AnyOnObject(action))),
            "Action does not apply to any resource(s) in statement");
    }

    /// <summary>The bucket name, or a pattern of it, in a resource; null where it is no S3 ARN.</summary>
    private static string? BucketPart(string resource) =>
        resource == "*" ? "*"
        : resource.Split(':', 6) is ["arn", "aws" or "aws-cn" or "aws-us-gov", "s3", "", "", var path] ? path.Split('/', 2)[0]
        : null;

    private static void OnlyFields(JsonElement element, string[] known)
    {
        foreach (var field in element.EnumerateObject())
        {
            Require(known.Contains(field.Name), $"Unknown field {field.Name}");
        }
    }
}
