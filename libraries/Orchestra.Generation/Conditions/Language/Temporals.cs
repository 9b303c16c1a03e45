using System.Globalization;
using System.Text.RegularExpressions;

namespace Orchestra.Generation.Conditions.Language;

/// <summary>Dates, instants and durations as texts.</summary>
internal static partial class Temporals
{
    private const decimal SecondsPerDay = 86_400;

    private static readonly string[] _instantFormats = ["yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFFF"];

    /// <summary>A day or an instant; null where the text is neither.</summary>
    public static ConditionValue? Parse(string text) =>
        ParseDate(text) is { } day ? new ConditionValue.Date(day)
        : ParseInstant(text) is { } instant ? new ConditionValue.Instant(instant)
        : null;

    /// <summary><c>2026-01-31</c>.</summary>
    public static DateOnly? ParseDate(string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary><c>2026-01-31T12:30</c> with seconds, a fraction, <c>Z</c> or an offset; UTC where it has none.</summary>
    public static DateTimeOffset? ParseInstant(string text)
    {
        const DateTimeStyles styles = DateTimeStyles.AssumeUniversal;
        return
            text.Length is >= 16 and <= 40
            && text[10] == 'T'
            && DateTimeOffset.TryParseExact(
                text,
                [.. _instantFormats, .. _instantFormats.Select(f => f + "K")],
                CultureInfo.InvariantCulture,
                styles,
                out var instant
            )
            ? instant
            : null;
    }

    /// <summary><c>P1Y2M</c>, <c>P3DT4H5M6.7S</c>, with a sign before it.</summary>
    public static ConditionValue.Duration? ParseDuration(string text)
    {
        if (text.Length > 60 || Duration().Match(text) is not { Success: true } match || text.EndsWith('P') || text.EndsWith('T'))
        {
            return null;
        }

        var sign = text.StartsWith('-') ? -1 : 1;
        try
        {
            return new ConditionValue.Duration(
                checked((int)(sign * ((Part(match, 1) * 12) + Part(match, 2)))),
                sign * ((Part(match, 3) * SecondsPerDay) + (Part(match, 4) * 3600) + (Part(match, 5) * 60) + Part(match, 6))
            );
        }
        catch (OverflowException)
        {
            return null;
        }
    }

    /// <summary>Seconds since the year 1: the line on which days and instants lie.</summary>
    public static decimal SecondsOf(DateTimeOffset instant) => instant.UtcTicks / (decimal)TimeSpan.TicksPerSecond;

    /// <summary>Seconds since the year 1 of the day's start.</summary>
    public static decimal SecondsOf(DateOnly day) => day.DayNumber * SecondsPerDay;

    /// <summary>The instant at a place of the line; null beyond the calendar.</summary>
    public static DateTimeOffset? InstantAt(decimal seconds) =>
        seconds >= 0 && seconds <= SecondsOf(DateTimeOffset.MaxValue)
            ? new DateTimeOffset((long)(seconds * TimeSpan.TicksPerSecond), TimeSpan.Zero)
            : null;

    /// <summary>An instant as JSON has it.</summary>
    public static string Write(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture);

    /// <summary>A day as JSON has it.</summary>
    public static string Write(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static decimal Part(Match match, int group) =>
        match.Groups[group].Success
            ? decimal.Parse(match.Groups[group].ValueSpan, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture)
            : 0;

    [GeneratedRegex(@"^-?P(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)D)?(?:T(?:([0-9]+)H)?(?:([0-9]+)M)?(?:([0-9]+(?:\.[0-9]+)?)S)?)?\z")]
    private static partial Regex Duration();
}
