using System.Globalization;
using System.Text.Json;
using CacheBackup.LocalAws.StepFunctions.Definitions;

namespace CacheBackup.LocalAws.StepFunctions.Interpreting;

/// <summary>The states that call nothing: Pass, Wait, Choice, Succeed, Fail.</summary>
internal static class FlowStates
{
    public static async Task<Transition> RunAsync(Visit visit, CancellationToken cancellationToken)
    {
        switch (visit.State)
        {
            case ChoiceState choice:
                return await ChooseAsync(visit, choice, cancellationToken);
            case FailState fail:
                throw await FailureAsync(visit, fail, cancellationToken);
            case WaitState wait:
                await WaitAsync(visit, wait, cancellationToken);
                break;
        }

        var state = visit.State;
        return await visit.ExitAsync(state.Next, visit.Input, state.Output, state.Assign, cancellationToken);
    }

    private static async Task<Transition> ChooseAsync(Visit visit, ChoiceState choice, CancellationToken cancellationToken)
    {
        foreach (var rule in choice.Choices)
        {
            var holds = await visit.EvaluateAsync(
                rule.Condition, "boolean", value => value.ValueKind is JsonValueKind.True or JsonValueKind.False, cancellationToken);
            if (holds.GetBoolean())
            {
                return await visit.ExitAsync(rule.Next, visit.Input, rule.Output, rule.Assign, cancellationToken);
            }
        }

        return choice.Next is { } fallback
            ? await visit.ExitAsync(fallback, visit.Input, choice.Output, choice.Assign, cancellationToken)
            : throw visit.Failure(
                StatesErrors.NoChoiceMatched, "Failed to transition out of the state. The state does not point to a next state.");
    }

    private static async Task<StatesException> FailureAsync(Visit visit, FailState fail, CancellationToken cancellationToken)
    {
        async Task<string?> TextAsync(Template? template) => template is null
            ? null
            : (await visit.EvaluateAsync(template, "string", IsText, cancellationToken)).GetString();

        return new StatesException(await TextAsync(fail.Error), await TextAsync(fail.Cause));
    }

    private static async Task WaitAsync(Visit visit, WaitState wait, CancellationToken cancellationToken)
    {
        var pace = visit.Run.Services.Pace;
        var delay = wait.Seconds is { } seconds
            ? TimeSpan.FromSeconds((await visit.EvaluateAsync(seconds, "integer", IsSeconds, cancellationToken)).GetDouble())
            : await UntilAsync(visit, wait.Timestamp!, cancellationToken) - pace.Time.GetUtcNow();
        if (delay > TimeSpan.Zero)
        {
            await Timers.DelayAsync(pace.ToReal(delay), pace.Time, cancellationToken);
        }
    }

    private static async Task<DateTimeOffset> UntilAsync(Visit visit, Template timestamp, CancellationToken cancellationToken)
    {
        var text = await visit.EvaluateAsync(
            timestamp, "timestamp", value => IsText(value) && TryReadTime(value, out _), cancellationToken);
        _ = TryReadTime(text, out var time);
        return time;
    }

    private static bool TryReadTime(JsonElement value, out DateTimeOffset time) =>
        DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out time);

    private static bool IsText(JsonElement value) => value.ValueKind == JsonValueKind.String;

    private static bool IsSeconds(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.GetDouble() is >= 0 and <= 99_999_999 && double.IsInteger(value.GetDouble());
}
