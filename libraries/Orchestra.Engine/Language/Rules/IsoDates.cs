using System.Globalization;

namespace Orchestra.Engine.Language.Rules;

/// <summary>Recognises dates and times of ISO 8601 as APIs write them; without an offset they are taken as UTC.</summary>
internal static class IsoDates
{
    private const int DateLength = 10;
    private const int MaxFraction = 7;

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mm",
        "yyyy-MM-dd'T'HH:mmzzz",
        "yyyy-MM-dd'T'HH:mm:ss",
        "yyyy-MM-dd'T'HH:mm:sszzz",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz",
    ];

    public static bool TryParse(string text, out DateTimeOffset instant)
    {
        instant = default;
        if (text.Length is < DateLength or > 40 || text[4] != '-' || text[7] != '-')
        {
            return false;
        }

        var normal = text.EndsWith('Z') ? text[..^1] + "+00:00" : text;
        return DateTimeOffset.TryParseExact(
            CutFraction(normal),
            Formats,
            CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal,
            out instant
        );
    }

    // Some platforms write nanoseconds; .NET counts in hundreds of them.
    private static string CutFraction(string text)
    {
        var point = text.IndexOf('.', StringComparison.Ordinal);
        if (point < 0)
        {
            return text;
        }

        var end = point + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return end - point - 1 > MaxFraction ? text.Remove(point + 1 + MaxFraction, end - point - 1 - MaxFraction) : text;
    }
}
