namespace CacheBackup.LocalAws.S3.Network;

/// <summary>Requests a second into one bucket. A second's worth may come at once. Not thread-safe.</summary>
/// <param name="perSecond">Requests a simulated second.</param>
internal sealed class RequestLimit(double perSecond)
{
    private readonly double _most = perSecond;
    private double _left = perSecond;
    private double _last;

    /// <summary>Whether a request may pass; one that may not takes nothing.</summary>
    /// <param name="now">Simulated seconds.</param>
    public bool TryTake(double now)
    {
        _left = Math.Min(_most, _left + (_most * (now - _last)));
        _last = now;
        if (_left < 1)
        {
            return false;
        }

        _left--;
        return true;
    }
}
