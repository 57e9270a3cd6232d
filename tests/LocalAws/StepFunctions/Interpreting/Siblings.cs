using System.Text.Json;

namespace CacheBackup.LocalAws.StepFunctions.Interpreting;

/// <summary>Runs branches or iterations side by side.</summary>
internal static class Siblings
{
    /// <summary>Runs them all; the first failure cancels the others, waits for them to end, and is the failure of all.</summary>
    /// <param name="count">How many.</param>
    /// <param name="concurrency">How many at once, 1 or more.</param>
    /// <param name="run">Runs one, by index.</param>
    /// <param name="cancellationToken">Cancels them all.</param>
    /// <returns>Their outputs, by index.</returns>
    public static async Task<JsonElement[]> RunAllAsync(
        int count, int concurrency, Func<int, CancellationToken, Task<JsonElement>> run, CancellationToken cancellationToken)
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var slots = new SemaphoreSlim(concurrency, concurrency);
        StatesException? first = null;
        var outputs = new JsonElement[count];

        async Task RunOneAsync(int index)
        {
            try
            {
                outputs[index] = await run(index, cancel.Token);
            }
            catch (StatesException failure)
            {
                Interlocked.CompareExchange(ref first, failure, null);
                await cancel.CancelAsync();
            }
            finally
            {
                slots.Release();
            }
        }

        var running = new List<Task>(count);
        try
        {
            for (var index = 0; index < count; index++)
            {
                await slots.WaitAsync(cancel.Token);
                running.Add(RunOneAsync(index));
            }
        }
        catch (OperationCanceledException)
        {
            // The remaining ones never start; those that did are awaited below.
        }

        await Task.WhenAll(running).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (first is not null)
        {
            throw first;
        }

        cancellationToken.ThrowIfCancellationRequested();
        await Task.WhenAll(running);
        return outputs;
    }
}
