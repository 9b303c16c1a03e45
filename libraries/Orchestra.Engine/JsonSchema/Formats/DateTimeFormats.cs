using System.Globalization;
using System.Text.RegularExpressions;

namespace Orchestra.Engine.JsonSchema.Formats;

/// <summary>The dates and times of RFC 3339, and the durations of its appendix.</summary>
internal static partial class DateTimeFormats
{
    private const int DateLength = 10;

    public static bool IsDate(string text) => IsDate(text.AsSpan());

    public static bool IsTime(string text) => IsTime(text.AsSpan());

    public static bool IsDateTime(string text) =>
        text.Length > DateLength
        && text[DateLength] is 'T' or 't'
        && IsDate(text.AsSpan(0, DateLength))
        && IsTime(text.AsSpan(DateLength + 1));

    public static bool IsDuration(string text) => DurationText().IsMatch(text);

    private static bool IsDate(ReadOnlySpan<char> text) =>
        text.Length == DateLength
        && text[4] == '-'
        && text[7] == '-'
        && Digits(text[..4]) is { } year
        && Digits(text[5..7]) is { } month
        && Digits(text[8..]) is { } day
        && month is >= 1 and <= 12
        && day >= 1
        // Year 0 is a leap year in RFC 3339 and unknown to DateTime.
        && day <= DateTime.DaysInMonth(year == 0 ? 2000 : year, month);

    private static bool IsTime(ReadOnlySpan<char> text)
    {
        if (text.Length < 9 || text[2] != ':' || text[5] != ':')
        {
            return false;
        }

        if (Digits(text[..2]) is not (>= 0 and <= 23 and var hour) || Digits(text[3..5]) is not (>= 0 and <= 59 and var minute))
        {
            return false;
        }

        if (Digits(text[6..8]) is not (>= 0 and <= 60 and var second))
        {
            return false;
        }

        var rest = text[8..];
        if (rest[0] == '.')
        {
            var digits = rest[1..].IndexOfAnyExceptInRange('0', '9');
            if (digits < 1)
            {
                return false;
            }

            rest = rest[(digits + 1)..];
        }

        return Offset(rest) is { } offset && (second < 60 || IsLastMinute((hour * 60) + minute - offset));
    }

    // A leap second is the last of a day in UTC.
    private static bool IsLastMinute(int minuteOfDay) => ((minuteOfDay % 1440) + 1440) % 1440 == 1439;

    // In minutes; null when the text is no offset.
    private static int? Offset(ReadOnlySpan<char> text)
    {
        if (text is "Z" or "z")
        {
            return 0;
        }

        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':')
        {
            return null;
        }

        if (Digits(text[1..3]) is not (<= 23 and var hours) || Digits(text[4..]) is not (<= 59 and var minutes))
        {
            return null;
        }

        var total = (hours * 60) + minutes;
        return text[0] == '-' ? -total : total;
    }

    private static int? Digits(ReadOnlySpan<char> text) =>
        !text.ContainsAnyExceptInRange('0', '9') ? int.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(
        @"^P(?!\z)(?:[0-9]+W|(?:[0-9]+Y(?:[0-9]+M(?:[0-9]+D)?)?|[0-9]+M(?:[0-9]+D)?|[0-9]+D)?(?:T(?=[0-9])(?:[0-9]+H(?:[0-9]+M(?:[0-9]+S)?)?|[0-9]+M(?:[0-9]+S)?|[0-9]+S))?)\z",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex DurationText();
}
