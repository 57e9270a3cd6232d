using System.Diagnostics;

namespace CacheBackup.LocalAws.Commands.Verify;

/// <summary>A bar on the terminal's last line while a file is verified. On the error stream, so that output can be piped.</summary>
internal sealed class ProgressLine : IProgress<long>, IDisposable
{
    private const int BarLength = 30;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly string _name;
    private readonly long? _length;
    private readonly Stopwatch _clock = Stopwatch.StartNew();
    private TimeSpan _next = Interval;
    private bool _isShown;

    private ProgressLine(string name, long? length) => (_name, _length) = (Path.GetFileName(name), length);

    /// <summary>A bar; null where nobody would see it.</summary>
    public static ProgressLine? Create(string name, long? length) => Console.IsErrorRedirected ? null : new ProgressLine(name, length);

    public void Report(long value)
    {
        if (_clock.Elapsed < _next)
        {
            return;
        }

        _next = _clock.Elapsed + Interval;
        _isShown = true;
        var speed = $"{Sizes.Text(value)}, {Sizes.Text((long)(value / _clock.Elapsed.TotalSeconds))}/s";
        Console.Error.Write($"\r{_name} {Bar(value)}{speed}\u001b[K");
    }

    public void Dispose()
    {
        if (_isShown)
        {
            Console.Error.Write("\r\u001b[K");
        }
    }

    private string Bar(long value)
    {
        if (_length is not > 0)
        {
            return "";
        }

        var full = (int)Math.Min(BarLength, value * BarLength / _length.Value);
        return $"[{new string('#', full)}{new string('.', BarLength - full)}] {value * 100 / _length.Value,3} % ";
    }
}
