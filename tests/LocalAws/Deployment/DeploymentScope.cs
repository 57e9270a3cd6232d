namespace CacheBackup.LocalAws.Deployment;

/// <summary>Where a template is deployed: the values of its pseudo parameters.</summary>
/// <param name="Region"><c>AWS::Region</c>.</param>
/// <param name="AccountId"><c>AWS::AccountId</c>, 12 digits.</param>
/// <param name="StackName"><c>AWS::StackName</c>.</param>
public sealed record DeploymentScope(string Region, string AccountId, string StackName)
{
    private const string Partition = "aws";

    /// <summary>The value of a pseudo parameter, or null when LocalAws has none of that name.</summary>
    public string? Pseudo(string name) => name switch
    {
        "AWS::Region" => Region,
        "AWS::AccountId" => AccountId,
        "AWS::Partition" => Partition,
        "AWS::StackName" => StackName,
        "AWS::URLSuffix" => "amazonaws.com",
        "AWS::StackId" => Arn("cloudformation", $"stack/{StackName}/local"),
        _ => null,
    };

    /// <summary>An ARN in this Region and account.</summary>
    public string Arn(string service, string resource) => $"arn:{Partition}:{service}:{Region}:{AccountId}:{resource}";

    /// <summary>An ARN of a service that knows no Regions.</summary>
    public string GlobalArn(string service, string resource) => $"arn:{Partition}:{service}::{AccountId}:{resource}";
}
