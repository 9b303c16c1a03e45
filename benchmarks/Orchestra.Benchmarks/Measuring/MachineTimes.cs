using System.Globalization;

namespace Orchestra.Benchmarks.Measuring;

/// <summary>What all processors together did since the machine started.</summary>
/// <param name="Busy">Time in user and kernel code.</param>
/// <param name="Steal">Time that the host gave to other machines.</param>
internal sealed record MachineTimes(TimeSpan Busy, TimeSpan Steal)
{
    /// <summary>Reads <c>/proc/stat</c>.</summary>
    public static MachineTimes Now()
    {
        // cpu user nice system idle iowait irq softirq steal …, in ticks of 10 ms
        var fields = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var ticks = fields.Skip(1).Select(field => long.Parse(field, CultureInfo.InvariantCulture)).ToArray();
        var tick = TimeSpan.FromMilliseconds(10);
        return new MachineTimes((ticks[0] + ticks[1] + ticks[2] + ticks[5] + ticks[6]) * tick, ticks[7] * tick);
    }

    /// <summary>The averages of runnable processes over 1, 5 and 15 minutes.</summary>
    public static string LoadAverage() => string.Join(' ', File.ReadAllText("/proc/loadavg").Split(' ').Take(3));
}
