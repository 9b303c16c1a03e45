using System.Globalization;

namespace Orchestra.Grpc.Wire;

/// <summary>The value of <c>grpc-timeout</c>: at most eight digits and a unit.</summary>
internal static class TimeoutHeader
{
    private const long Most = 99_999_999;

    // From fine to coarse; nanoseconds are finer than a tick.
    private static readonly (char Unit, long Ticks)[] Units =
    [
        ('u', TimeSpan.TicksPerMicrosecond),
        ('m', TimeSpan.TicksPerMillisecond),
        ('S', TimeSpan.TicksPerSecond),
        ('M', TimeSpan.TicksPerMinute),
        ('H', TimeSpan.TicksPerHour),
    ];

    /// <summary>The finest unit that the time fits into, rounded up: the server must not give up before its client.</summary>
    public static string Format(TimeSpan timeout)
    {
        foreach (var (unit, ticks) in Units)
        {
            var count = timeout.Ticks / ticks + (timeout.Ticks % ticks == 0 ? 0 : 1);
            if (count <= Most)
            {
                return string.Create(CultureInfo.InvariantCulture, $"{Math.Max(count, 0)}{unit}");
            }
        }

        return string.Create(CultureInfo.InvariantCulture, $"{Most}H");
    }

    /// <summary>Reads a value; false when it is not one.</summary>
    public static bool TryParse(string text, out TimeSpan timeout)
    {
        timeout = default;
        if (
            text.Length is < 2 or > 9
            || !long.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var count)
        )
        {
            return false;
        }

        var unit = text[^1];
        if (unit == 'n')
        {
            timeout = TimeSpan.FromTicks(count / TimeSpan.NanosecondsPerTick);
            return true;
        }

        foreach (var known in Units)
        {
            if (known.Unit == unit)
            {
                // 99,999,999 hours are within a TimeSpan.
                timeout = TimeSpan.FromTicks(count * known.Ticks);
                return true;
            }
        }

        return false;
    }
}
