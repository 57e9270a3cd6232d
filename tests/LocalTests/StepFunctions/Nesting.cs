using CacheBackup.LocalAws.StepFunctions.Interpreting;
using CacheBackup.LocalTests.Support;

namespace CacheBackup.LocalTests.StepFunctions;

/// <summary>A machine <c>Nested</c>, and a Task <c>N</c> that runs it.</summary>
internal static class Nesting
{
    public const string MachineArn = "arn:aws:states:eu-west-1:111122223333:stateMachine:Nested";

    /// <summary>The execution named <c>once</c>.</summary>
    public const string ExecutionArn = "arn:aws:states:eu-west-1:111122223333:execution:Nested:once";

    /// <summary>Ends at once, with its input as <c>got</c>.</summary>
    public const string Echo = """
        "E":{"Type":"Pass","Output":{"got":"{% $states.input %}"},"End":true}
        """;

    /// <summary>Takes 100 s.</summary>
    public const string Wait = """
        "W":{"Type":"Wait","Seconds":100,"End":true}
        """;

    /// <summary>The Task.</summary>
    /// <param name="arguments">After the machine's ARN.</param>
    /// <param name="more">More fields, with a comma at their end.</param>
    /// <param name="machine">The machine's ARN.</param>
    public static string Task(string arguments = "", string more = "", string machine = MachineArn) => $$$"""
        "N":{"Type":"Task","Resource":"arn:aws:states:::states:startExecution.sync:2",{{{more}}}
          "Arguments":{"StateMachineArn":"{{{machine}}}"{{{(arguments.Length == 0 ? "" : $",{arguments}")}}}},"End":true}
        """;

    public static async Task<Interpreter> DeployAsync(JsonataFixture fixture, string states, ManualTimeProvider? clock = null, string more = "")
    {
        var interpreter = new Interpreter(fixture, clock);
        await interpreter.Machines.AddAsync("Nested", Interpreter.Machine(states, more));
        return interpreter;
    }

    public static List<Execution> Nested(this Interpreter interpreter) =>
        [.. interpreter.Machines.Executions.Where(execution => execution.Machine.Arn == MachineArn)];

    /// <summary>Waits for an event of a running execution.</summary>
    public static async Task HappenedAsync(this Execution execution, string type)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        await foreach (var item in execution.History.WatchAsync(limit.Token))
        {
            if (item.Type == type)
            {
                return;
            }
        }

        throw new ShouldAssertException($"The execution ended without {type}: {execution.Error}: {execution.Cause}");
    }

    public static Task EndAsync(this Execution execution) => execution.Completion.WaitAsync(TimeSpan.FromSeconds(30));
}
