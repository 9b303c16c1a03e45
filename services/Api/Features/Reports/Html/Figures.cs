using System.Globalization;

namespace Orchestra.Api.Features.Reports.Html;

/// <summary>Numbers, durations and instants as people read them.</summary>
internal static class Figures
{
    private static readonly CultureInfo _culture = CultureInfo.InvariantCulture;

    /// <summary><c>35 ms</c>, <c>1.24 s</c>, <c>2 min 05 s</c>; a dash without a value.</summary>
    public static string Duration(double? milliseconds) =>
        milliseconds switch
        {
            null => "–",
            < 10 => string.Create(_culture, $"{milliseconds:0.#} ms"),
            < 999.5 => string.Create(_culture, $"{milliseconds:0} ms"),
            < 59_995 => string.Create(_culture, $"{milliseconds / 1000:0.00} s"),
            _ => LongDuration(TimeSpan.FromSeconds(Math.Round(milliseconds.Value / 1000))),
        };

    public static string Instant(DateTimeOffset? instant) => instant?.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss 'UTC'", _culture) ?? "–";

    /// <summary>With thousands apart: <c>84,213</c>.</summary>
    public static string Number(long value) => value.ToString("N0", _culture);

    /// <summary>A count with its noun: <c>1 step</c>, <c>2 steps</c>.</summary>
    public static string Count(long value, string noun) => Number(value) + " " + noun + (value == 1 ? "" : "s");

    /// <summary>For SVG attributes.</summary>
    public static string Percent(double share) => (share * 100).ToString("0.##", _culture) + "%";

    private static string LongDuration(TimeSpan duration) =>
        duration < TimeSpan.FromHours(1)
            ? string.Create(_culture, $"{duration.Minutes} min {duration.Seconds:00} s")
            : string.Create(_culture, $"{(int)duration.TotalHours} h {duration.Minutes:00} min");
}
