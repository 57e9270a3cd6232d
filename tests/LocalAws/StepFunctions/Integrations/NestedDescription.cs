using System.Text.Json;
using CacheBackup.LocalAws.StepFunctions.Interpreting;

namespace CacheBackup.LocalAws.StepFunctions.Integrations;

/// <summary>
/// A nested execution as its Task sees it: the API's answers with upper-camel names in alphabetical order, and times in
/// milliseconds since 1970. Names and order as in histories of AWS.
/// </summary>
internal static class NestedDescription
{
    private static readonly object Included = new { Included = true };

    /// <summary>StartExecution's answer.</summary>
    public static JsonElement Started(Execution execution) =>
        Payload.Of(new { ExecutionArn = execution.Arn, StartDate = execution.Started.ToUnixTimeMilliseconds() });

    /// <summary>DescribeExecution's answer, <c>Input</c> and <c>Output</c> as JSON values: the <c>:2</c> of the integration.</summary>
    public static JsonElement Succeeded(Execution execution) => Of(
        execution, execution.Input, "NOT_REDRIVABLE", $"Execution is {execution.Status} and cannot be redriven");

    /// <summary>The same of an execution that ended badly, <c>Input</c> as text in spite of the <c>:2</c>.</summary>
    public static JsonElement Failed(Execution execution) => Of(execution, Payload.Text(execution.Input), "REDRIVABLE", null);

    private static JsonElement Of(Execution execution, object input, string redriveStatus, string? redriveStatusReason) => Payload.Of(new
    {
        execution.Cause,
        execution.Error,
        ExecutionArn = execution.Arn,
        Input = input,
        InputDetails = Included,
        execution.Name,
        execution.Output,
        OutputDetails = execution.Output is null ? null : Included,
        RedriveCount = 0,
        RedriveStatus = redriveStatus,
        RedriveStatusReason = redriveStatusReason,
        StartDate = execution.Started.ToUnixTimeMilliseconds(),
        StateMachineArn = execution.Machine.Arn,
        execution.Status,
        StopDate = execution.Stopped!.Value.ToUnixTimeMilliseconds(),
    });
}
