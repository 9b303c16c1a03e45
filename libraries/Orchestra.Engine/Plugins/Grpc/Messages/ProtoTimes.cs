using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Orchestra.Engine.Plugins.Grpc.Messages;

/// <summary>Timestamps and durations as proto3's JSON writes them, to the nanosecond.</summary>
internal static partial class ProtoTimes
{
    private const long FirstSecond = -62_135_596_800;
    private const long LastSecond = 253_402_300_799;
    private const long MostSeconds = 315_576_000_000;

    public static JsonValue Timestamp(long seconds, int nanos)
    {
        if (seconds is < FirstSecond or > LastSecond || nanos is < 0 or > 999_999_999)
        {
            throw new ProtoException($"a timestamp of {seconds} s and {nanos} ns is outside the years 1 to 9999");
        }

        var whole = DateTimeOffset.FromUnixTimeSeconds(seconds).ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        return JsonValue.Create(whole + Fraction(nanos) + "Z");
    }

    public static JsonValue Duration(long seconds, int nanos)
    {
        var differ = (seconds > 0 && nanos < 0) || (seconds < 0 && nanos > 0);
        if (seconds is < -MostSeconds or > MostSeconds || nanos is < -999_999_999 or > 999_999_999 || differ)
        {
            throw new ProtoException($"a duration of {seconds} s and {nanos} ns is out of range");
        }

        var sign = seconds < 0 || nanos < 0 ? "-" : "";
        return JsonValue.Create(string.Create(CultureInfo.InvariantCulture, $"{sign}{Math.Abs(seconds)}{Fraction(Math.Abs(nanos))}s"));
    }

    /// <summary>Seconds and nanoseconds since 1970 of an RFC 3339 text; null when it is none.</summary>
    public static (long Seconds, int Nanos)? ReadTimestamp(string text)
    {
        var match = Rfc3339().Match(text);
        if (
            !match.Success
            || !DateTimeOffset.TryParseExact(
                match.Groups["time"].Value + (match.Groups["zone"].Value == "Z" ? "+00:00" : match.Groups["zone"].Value),
                "yyyy-MM-dd'T'HH:mm:sszzz",
                CultureInfo.InvariantCulture,
                DateTimeStyles.None,
                out var whole
            )
        )
        {
            return null;
        }

        return (whole.ToUnixTimeSeconds(), Nanos(match.Groups["nanos"].Value));
    }

    /// <summary>Seconds and nanoseconds of a text such as <c>1.5s</c>; null when it is none.</summary>
    public static (long Seconds, int Nanos)? ReadDuration(string text)
    {
        var match = Span().Match(text);
        if (!match.Success || !long.TryParse(match.Groups["seconds"].Value, CultureInfo.InvariantCulture, out var seconds))
        {
            return null;
        }

        var sign = match.Groups["sign"].Length > 0 ? -1 : 1;
        return seconds <= MostSeconds ? (sign * seconds, sign * Nanos(match.Groups["nanos"].Value)) : null;
    }

    private static int Nanos(string digits) => digits.Length == 0 ? 0 : int.Parse(digits.PadRight(9, '0'), CultureInfo.InvariantCulture);

    private static string Fraction(int nanos) =>
        nanos == 0 ? ""
        : nanos % 1_000_000 == 0 ? string.Create(CultureInfo.InvariantCulture, $".{nanos / 1_000_000:000}")
        : nanos % 1000 == 0 ? string.Create(CultureInfo.InvariantCulture, $".{nanos / 1000:000000}")
        : string.Create(CultureInfo.InvariantCulture, $".{nanos:000000000}");

    [GeneratedRegex(
        @"\A(?<time>[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(\.(?<nanos>[0-9]{1,9}))?(?<zone>Z|[+-][0-9]{2}:[0-9]{2})\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Rfc3339();

    [GeneratedRegex(
        @"\A(?<sign>-?)(?<seconds>[0-9]{1,12})(\.(?<nanos>[0-9]{1,9}))?s\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Span();
}
