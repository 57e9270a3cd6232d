namespace CacheBackup.Core.Copies;

/// <summary>Counts what one invocation does.</summary>
internal sealed class CopyMeter
{
    private int _parts;
    private long _bytes;
    private TimeSpan _requests;

    public int Retried { get; set; }

    public int Reissued { get; set; }

    public int Throttled { get; set; }

    public void Copied(long bytes, TimeSpan took)
    {
        _parts++;
        _requests += took;
        _bytes += bytes;
    }

    public CopyTally Read(TimeSpan elapsed, int inFlight) =>
        new(_parts, _bytes, elapsed.TotalSeconds, _requests.TotalSeconds, inFlight, Retried, Reissued, Throttled);
}
