using System.Text;
using System.Text.Json;
using CacheBackup.LocalAws.StepFunctions.Interpreting;

namespace CacheBackup.LocalAws.StepFunctions.Api;

/// <summary>The operations of the API.</summary>
internal sealed class Operations(StateMachines machines)
{
    private const string ForbiddenInNames = "<>{}[]?*\"#%\\^|~`$&,;:/";

    /// <summary>Runs one.</summary>
    /// <exception cref="ApiException">It was refused.</exception>
    public async Task<object> RunAsync(string operation, ApiRequest request) => operation switch
    {
        "StartExecution" => StartExecution(request),
        "DescribeExecution" => DescribeExecution(request),
        "ListExecutions" => ListExecutions(request),
        "StopExecution" => await StopExecutionAsync(request),
        "GetExecutionHistory" => GetExecutionHistory(request),
        "DescribeStateMachine" => Describe.Machine(Machine(request)),
        "ListStateMachines" => ListStateMachines(request),
        "DescribeStateMachineForExecution" => Describe.MachineOf(Execution(request)),
        "ListTagsForResource" => new { tags = Array.Empty<object>() },
        _ => throw new ApiException("UnknownOperationException", $"LocalAws does not support {operation}."),
    };

    /// <summary><c>StartExecution</c>.</summary>
    /// <returns>A new execution, or the one of that name and input that runs already.</returns>
    /// <exception cref="ApiException">It was refused.</exception>
    public Execution Start(ApiRequest request)
    {
        request.RefuseMembers("traceHeader");
        var machine = Machine(request);
        var name = request.OptionalText("name");
        if (name is not null && !IsName(name))
        {
            throw new ApiException("InvalidName", $"Invalid Name: '{name}'");
        }

        try
        {
            return machines.Start(machine, Input(request.OptionalText("input") ?? "{}"), name);
        }
        catch (InvalidOperationException taken)
        {
            throw new ApiException("ExecutionAlreadyExists", taken.Message);
        }
    }

    /// <summary><c>StopExecution</c>.</summary>
    /// <returns>The execution, ended.</returns>
    /// <exception cref="ApiException">It was refused.</exception>
    public async Task<Execution> StopAsync(ApiRequest request)
    {
        var execution = Execution(request);
        await machines.StopAsync(execution, request.OptionalText("error"), request.OptionalText("cause"));
        return execution;
    }

    private object StartExecution(ApiRequest request)
    {
        var execution = Start(request);
        return new { executionArn = execution.Arn, startDate = Describe.Time(execution.Started) };
    }

    private static bool IsName(string name) => name.Length is > 0 and <= 80
        && !name.Any(c => ForbiddenInNames.Contains(c) || char.IsWhiteSpace(c) || char.IsControl(c));

    private static JsonElement Input(string text)
    {
        if (Encoding.UTF8.GetByteCount(text) > Payload.Largest)
        {
            throw new ApiException("InvalidExecutionInput", $"Invalid Execution Input: 'input has more than {Payload.Largest} bytes'");
        }

        try
        {
            return JsonElement.Parse(text);
        }
        catch (JsonException error)
        {
            throw new ApiException("InvalidExecutionInput", $"Invalid State Machine Execution Input: '{error.Message}'");
        }
    }

    private object DescribeExecution(ApiRequest request)
    {
        request.RefuseMembers("includedData");
        return Describe.Execution(Execution(request));
    }

    private object ListExecutions(ApiRequest request)
    {
        request.RefuseMembers("redriveFilter");
        var status = request.OptionalText("statusFilter");
        IEnumerable<Execution> found = request.OptionalText("mapRunArn") is { } mapRunArn
            ? machines.Executions.Where(execution => execution.MapRunArn == mapRunArn)
            : OfMachine(Machine(request));
        var (page, nextToken) = request.Page([.. found.Where(execution => status is null || execution.Status == status)]);
        return new { executions = page.Select(Describe.ListedExecution), nextToken };
    }

    private IEnumerable<Execution> OfMachine(StateMachine machine) =>
        machines.Executions.Where(execution => execution.MapRunArn is null && execution.Machine.Arn == machine.Arn);

    private async Task<object> StopExecutionAsync(ApiRequest request) =>
        new { stopDate = Describe.Time((await StopAsync(request)).Stopped!.Value) };

    private object GetExecutionHistory(ApiRequest request)
    {
        if (!request.Flag("includeExecutionData", true))
        {
            throw ApiException.NotSupported("'includeExecutionData' false");
        }

        var all = Execution(request).History.Events;
        var (page, nextToken) = request.Page(request.Flag("reverseOrder", false) ? [.. all.Reverse()] : all);
        return new { events = page.Select(Describe.Event), nextToken };
    }

    private object ListStateMachines(ApiRequest request)
    {
        var (page, nextToken) = request.Page([.. machines.All.Where(machine => request.Sees(machine.Arn))]);
        return new { stateMachines = page.Select(Describe.ListedMachine), nextToken };
    }

    private StateMachine Machine(ApiRequest request)
    {
        request.RefuseMembers("includedData");
        var arn = request.Arn("stateMachineArn", "stateMachine");
        return (request.Sees(arn) ? machines.Find(arn) : null)
            ?? throw new ApiException("StateMachineDoesNotExist", $"State Machine Does Not Exist: '{arn}'");
    }

    private Execution Execution(ApiRequest request)
    {
        var arn = request.Arn("executionArn", "execution");
        return (request.Sees(arn) ? machines.FindExecution(arn) : null)
            ?? throw new ApiException("ExecutionDoesNotExist", $"Execution Does Not Exist: '{arn}'");
    }
}
