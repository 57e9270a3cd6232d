using System.Text.Json;
using CacheBackup.LocalAws.StepFunctions.Interpreting;

namespace CacheBackup.LocalTests.Runs;

/// <summary>What tests expect of an ended run.</summary>
internal static class RunAssertions
{
    public static void ShouldHaveSucceeded(this Execution execution) =>
        execution.Status.ShouldBe(ExecutionStatus.Succeeded, $"{execution.Error}: {execution.Cause}");

    /// <summary>It failed with that error, and its cause says all of the given texts.</summary>
    public static void ShouldHaveFailedWith(this Execution execution, string error, params string[] says)
    {
        execution.Status.ShouldBe(ExecutionStatus.Failed);
        execution.Error.ShouldBe(error, execution.Cause);
        foreach (var text in says)
        {
            execution.Cause!.Contains(text, StringComparison.Ordinal).ShouldBeTrue($"'{text}' is not in: {execution.Cause}");
        }
    }

    /// <summary>The states it entered, in order.</summary>
    public static string[] StatesEntered(this Execution execution) =>
    [
        .. execution.History.Events
            .Where(item => item.Type.EndsWith("StateEntered", StringComparison.Ordinal))
            .Select(item => item.StateName!),
    ];

    /// <summary>What a state that it left once handed on.</summary>
    public static JsonElement OutputOf(this Execution execution, string state)
    {
        var left = execution.History.Events.Single(item => item.StateName == state && item.Type.EndsWith("StateExited", StringComparison.Ordinal));
        using var output = JsonDocument.Parse(left.Details!.Value.GetProperty("output").GetString()!);
        return output.RootElement.Clone();
    }
}
