using System.Text.Json;
using CacheBackup.LocalAws.Hosting;
using CacheBackup.LocalAws.StepFunctions;
using CacheBackup.LocalAws.StepFunctions.Integrations;
using CacheBackup.LocalAws.StepFunctions.Interpreting;
using CacheBackup.LocalAws.StepFunctions.Jsonata;

namespace CacheBackup.LocalTests.StepFunctions;

/// <summary>One Node process for all tests of the interpreter.</summary>
public sealed class JsonataFixture : IAsyncLifetime
{
    internal NodeEvaluator Evaluator { get; } = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public Task DisposeAsync() => Evaluator.DisposeAsync().AsTask();
}

[CollectionDefinition(Name)]
#pragma warning disable CA1711 // xunit's own word.
public sealed class JsonataCollection : ICollectionFixture<JsonataFixture>
#pragma warning restore CA1711
{
    public const string Name = "JSONata";
}

/// <summary>The interpreter with functions and a clock of the test's own.</summary>
internal sealed class Interpreter
{
    private readonly StateMachines _machines;

    /// <param name="fixture">JSONata.</param>
    /// <param name="time">Null for the real clock, at a scale at which a minute takes 6 ms.</param>
    /// <param name="random">Jitter.</param>
    public Interpreter(JsonataFixture fixture, TimeProvider? time = null, Random? random = null)
    {
        var pace = time is null ? new Pace(TimeProvider.System, 10_000) : new Pace(time, 1);
        _machines = new StateMachines(
            new InterpreterServices(fixture.Evaluator, pace, random ?? new Random(1)),
            [new LambdaInvoke(Functions, pace.Time), new LambdaFunction(Functions), new SnsPublish(Recorded), new EventsPutEvents(Recorded)],
            "eu-west-1",
            "111122223333");
    }

    public FakeFunctions Functions { get; } = new();

    public Recorded Recorded { get; } = new();

    public StateMachines Machines => _machines;

    /// <summary>A machine of these states, the first one first.</summary>
    public static string Machine(string states, string more = "")
    {
        using var parsed = JsonDocument.Parse($"{{{states}}}");
        var first = parsed.RootElement.EnumerateObject().First().Name;
        return $$"""{"QueryLanguage":"JSONata",{{more}}"StartAt":"{{first}}","States":{ {{states}} } }""";
    }

    /// <summary>A Task that calls a function, with more fields after it.</summary>
    public static string Task(string name, string function, string more) => $$$"""
        "{{{name}}}":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke",
          "Arguments":{"FunctionName":"{{{function}}}","Payload":"{% $states.input %}"},{{{more}}}
        }
        """;

    public async Task<Execution> StartAsync(string states, string input = "{}", string more = "")
    {
        var machine = await _machines.AddAsync("Sample", Machine(states, more));
        return _machines.Start(machine, JsonElement.Parse(input));
    }

    public async Task<Execution> RunAsync(string states, string input = "{}", string more = "")
    {
        var execution = await StartAsync(states, input, more);
        await execution.Completion.WaitAsync(TimeSpan.FromSeconds(30));
        return execution;
    }

    /// <summary>Its output as compact JSON; the test fails where it did not succeed.</summary>
    public async Task<string> OutputAsync(string states, string input = "{}")
    {
        var execution = await RunAsync(states, input);
        execution.Error.ShouldBeNull(execution.Cause);
        return Payload.Text(execution.Output!.Value);
    }
}
