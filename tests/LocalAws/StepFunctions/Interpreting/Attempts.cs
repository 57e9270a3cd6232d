using System.Text.Json;
using CacheBackup.LocalAws.StepFunctions.Definitions;

namespace CacheBackup.LocalAws.StepFunctions.Interpreting;

/// <summary>Runs what can fail: again while a retrier allows it, then to a catcher, else it fails.</summary>
internal static class Attempts
{
    public static async Task<Transition> RunAsync(
        Visit visit, FallibleState state, Func<CancellationToken, Task<JsonElement>> attempt, CancellationToken cancellationToken)
    {
        var retries = new int[state.Retriers.Count];
        while (true)
        {
            try
            {
                var result = Payload.Limit(await attempt(cancellationToken), state.Name);
                return await visit.ExitAsync(state.Next, result, state.Output, state.Assign, cancellationToken, result: result);
            }
            catch (StatesException failure)
            {
                if (NextDelay(state, retries, failure, visit.Run.Services.Random) is { } delay)
                {
                    visit.RetryCount++;
                    var pace = visit.Run.Services.Pace;
                    await Timers.DelayAsync(pace.ToReal(delay), pace.Time, cancellationToken);
                    continue;
                }

                if (state.Catchers.FirstOrDefault(catcher => StatesErrors.Match(catcher.ErrorEquals, failure.Error)) is { } catcher)
                {
                    var output = Payload.Of(new { failure.Error, failure.Cause });
                    return await visit.ExitAsync(
                        catcher.Next, output, catcher.Output, catcher.Assign, cancellationToken, errorOutput: output);
                }

                throw;
            }
        }
    }

    /// <summary>The simulated time until a retrier's n-th retry.</summary>
    /// <param name="retrier">The retrier.</param>
    /// <param name="retriesBefore">Its retries so far, from 0.</param>
    /// <param name="random">Draws the part of the interval that full jitter waits for.</param>
    public static TimeSpan Delay(Retrier retrier, int retriesBefore, Random random)
    {
        var seconds = retrier.IntervalSeconds * Math.Pow(retrier.BackoffRate, retriesBefore);
        seconds = Math.Min(seconds, retrier.MaxDelaySeconds ?? double.MaxValue);
        seconds = Math.Min(seconds, TimeSpan.MaxValue.TotalSeconds / 2);
        return TimeSpan.FromSeconds(retrier.FullJitter ? seconds * random.NextDouble() : seconds);
    }

    // The first retrier that names the error decides, even when it is used up: the next ones are not asked.
    private static TimeSpan? NextDelay(FallibleState state, int[] retries, StatesException failure, Random random)
    {
        var index = state.Retriers.ToList().FindIndex(retrier => StatesErrors.Match(retrier.ErrorEquals, failure.Error));
        return index < 0 || retries[index] >= state.Retriers[index].MaxAttempts
            ? null
            : Delay(state.Retriers[index], retries[index]++, random);
    }
}
