namespace CacheBackup.LocalAws.StepFunctions.Integrations;

/// <summary>Reads <c>arn:&lt;partition&gt;:states:::&lt;service&gt;:&lt;action&gt;</c>.</summary>
internal static class StatesResource
{
    /// <summary>Whether a resource is a service's action, as <c>sns:publish</c>.</summary>
    public static bool Is(string resource, string serviceAndAction) =>
        resource.Split(':', 6) is ["arn", "aws" or "aws-cn" or "aws-us-gov", "states", "", "", var rest] && rest == serviceAndAction;
}
