namespace CacheBackup.LocalAws.ElastiCache.Engines;

/// <summary>Waits for a real server to reach a state: real time, never scaled.</summary>
internal static class Until
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(15);
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    /// <summary>Asks every 15 ms until <paramref name="reached"/> says yes.</summary>
    /// <exception cref="TimeoutException">It did not within 10 minutes: a save of many gigabytes may take some.</exception>
    public static async Task TrueAsync(string what, Func<Task<bool>> reached, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit);
        while (!await reached())
        {
            if (limit.IsCancellationRequested)
            {
                throw new TimeoutException($"Waited {Limit.TotalMinutes} minutes for {what}.");
            }

            await Task.Delay(Interval, cancellationToken);
        }
    }
}
