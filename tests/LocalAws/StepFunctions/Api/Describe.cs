using CacheBackup.LocalAws.StepFunctions.Interpreting;

namespace CacheBackup.LocalAws.StepFunctions.Api;

/// <summary>The shapes of the API's answers.</summary>
internal static class Describe
{
    private static readonly object Included = new { included = true };

    /// <summary>Seconds since 1970, with milliseconds.</summary>
    public static double? Time(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds() / 1000.0;

    public static object Machine(StateMachine machine) => new
    {
        stateMachineArn = machine.Arn,
        name = machine.Name,
        status = "ACTIVE",
        definition = machine.Text,
        roleArn = machine.RoleArn,
        type = "STANDARD",
        creationDate = Time(machine.Created),
        loggingConfiguration = new { level = "OFF", includeExecutionData = false },
        tracingConfiguration = new { enabled = false },
    };

    public static object MachineOf(Execution execution) => new
    {
        stateMachineArn = execution.Machine.Arn,
        name = execution.Machine.Name,
        definition = execution.Machine.Text,
        roleArn = execution.Machine.RoleArn,
        updateDate = Time(execution.Machine.Created),
        mapRunArn = execution.MapRunArn,
    };

    public static object ListedMachine(StateMachine machine) =>
        new { stateMachineArn = machine.Arn, name = machine.Name, type = "STANDARD", creationDate = Time(machine.Created) };

    public static object Execution(Execution execution) => new
    {
        executionArn = execution.Arn,
        stateMachineArn = execution.Machine.Arn,
        name = execution.Name,
        status = execution.Status,
        startDate = Time(execution.Started),
        stopDate = Time(execution.Stopped),
        input = Payload.Text(execution.Input),
        inputDetails = Included,
        output = execution.Output is { } output ? Payload.Text(output) : null,
        outputDetails = execution.Output is null ? null : Included,
        mapRunArn = execution.MapRunArn,
        error = execution.Error,
        cause = execution.Cause,
        redriveCount = 0,
    };

    public static object ListedExecution(Execution execution) => new
    {
        executionArn = execution.Arn,
        stateMachineArn = execution.Machine.Arn,
        name = execution.Name,
        status = execution.Status,
        startDate = Time(execution.Started),
        stopDate = Time(execution.Stopped),
        mapRunArn = execution.MapRunArn,
        redriveCount = 0,
    };

    public static object Event(HistoryEvent item)
    {
        var described = new Dictionary<string, object?>
        {
            ["id"] = item.Id,
            ["previousEventId"] = item.PreviousEventId,
            ["timestamp"] = Time(item.Timestamp),
            ["type"] = item.Type,
        };
        if (item.DetailsName is { } name)
        {
            described[name] = item.Details;
        }

        return described;
    }
}
