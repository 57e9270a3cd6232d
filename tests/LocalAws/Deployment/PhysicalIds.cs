using System.Text.Json.Nodes;
using YamlDotNet.RepresentationModel;

namespace CacheBackup.LocalAws.Deployment;

/// <summary>What <c>Ref</c> and <c>GetAtt</c> of a resource come to, as AWS would name it.</summary>
internal sealed class PhysicalIds(YamlNode? resources, DeploymentScope scope, Func<YamlNode, string, JsonNode?> resolve)
{
    public bool Has(string logicalId) => TypeOf(logicalId) is not null;

    /// <summary><c>Ref</c>.</summary>
    public string Ref(string logicalId) => TypeOf(logicalId) switch
    {
        "AWS::SNS::Topic" or "AWS::Serverless::StateMachine" or "AWS::StepFunctions::StateMachine" => Arn(logicalId),
        "AWS::SQS::Queue" => $"https://sqs.{scope.Region}.amazonaws.com/{scope.AccountId}/{Name(logicalId)}",
        _ => Name(logicalId),
    };

    /// <summary><c>GetAtt</c>; null for an attribute LocalAws does not know.</summary>
    public string? Attribute(string logicalId, string attribute) => (TypeOf(logicalId), attribute) switch
    {
        (_, "Arn") or ("AWS::SNS::Topic", "TopicArn") => Arn(logicalId),
        (_, "Name") or ("AWS::SNS::Topic", "TopicName") or ("AWS::SQS::Queue", "QueueName") => Name(logicalId),
        _ => null,
    };

    /// <summary>The name a resource has or is given: <c>stack-LogicalId</c>, as AWS does, without its random end.</summary>
    public string Name(string logicalId)
    {
        var property = TypeOf(logicalId) switch
        {
            "AWS::Serverless::Function" or "AWS::Lambda::Function" => "FunctionName",
            "AWS::StepFunctions::StateMachine" => "StateMachineName",
            "AWS::SNS::Topic" => "TopicName",
            "AWS::SQS::Queue" => "QueueName",
            "AWS::Logs::LogGroup" => "LogGroupName",
            "AWS::IAM::Role" => "RoleName",
            "AWS::S3::Bucket" => "BucketName",
            _ => "Name",
        };
        var given = resources.Child(logicalId).Child("Properties").Child(property);
        return given is not null && resolve(given, $"Resources/{logicalId}/Properties/{property}") is JsonValue value
            ? value.ToString()
            : $"{scope.StackName}-{logicalId}";
    }

    private string Arn(string logicalId)
    {
        var name = Name(logicalId);
        return TypeOf(logicalId)!.Split("::") switch
        {
            [_, "Serverless" or "Lambda", "Function"] => scope.Arn("lambda", $"function:{name}"),
            [_, "Serverless" or "StepFunctions", "StateMachine"] => scope.Arn("states", $"stateMachine:{name}"),
            [_, "Logs", "LogGroup"] => scope.Arn("logs", $"log-group:{name}:*"),
            [_, "IAM", "Role"] => scope.GlobalArn("iam", $"role/{name}"),
            [_, "S3", "Bucket"] => $"arn:aws:s3:::{name}",
            [_, "Events", "EventBus"] => scope.Arn("events", $"event-bus/{name}"),
            [_, "SNS" or "SQS", _] type => scope.Arn(type[1].ToLowerInvariant(), name),
            [_, var service, var kind] => scope.Arn(service.ToLowerInvariant(), $"{kind.ToLowerInvariant()}/{name}"),
            _ => throw new TemplateException($"Resources/{logicalId}/Type", "LocalAws does not know the ARN of this type."),
        };
    }

    // SAM makes a role for each function and state machine that names none: <logical id>Role.
    private string? TypeOf(string logicalId) => resources.Child(logicalId).Child("Type").Scalar()
        ?? (logicalId.EndsWith("Role", StringComparison.Ordinal) && IsServerless(logicalId[..^"Role".Length]) ? "AWS::IAM::Role" : null);

    private bool IsServerless(string logicalId) =>
        resources.Child(logicalId).Child("Type").Scalar()?.StartsWith("AWS::Serverless::", StringComparison.Ordinal) == true;
}
