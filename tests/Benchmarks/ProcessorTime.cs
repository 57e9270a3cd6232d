using System.Globalization;

namespace CacheBackup.Benchmarks;

/// <summary>What all processors of this machine have done so far, in ticks of the kernel.</summary>
internal readonly record struct ProcessorTime(long Busy, long All)
{
    // user nice system idle iowait irq softirq steal
    private const int Idle = 3;
    private const int Waiting = 4;
    private const int Kinds = 8;

    /// <summary>Up to now; nothing where there is no <c>/proc/stat</c>.</summary>
    public static ProcessorTime Now()
    {
        if (!File.Exists("/proc/stat"))
        {
            return default;
        }

        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1..(Kinds + 1)]
            .Select(text => long.Parse(text, CultureInfo.InvariantCulture)).ToArray();
        return new ProcessorTime(ticks.Sum() - ticks[Idle] - ticks[Waiting], ticks.Sum());
    }

    /// <summary>Share in use from then to now, 0 to 1; null where that is not known.</summary>
    public double? BusySince()
    {
        var now = Now();
        return now.All > All ? (double)(now.Busy - Busy) / (now.All - All) : null;
    }
}
