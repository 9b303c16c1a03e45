using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using Orchestra.Contracts;

namespace Orchestra.Api.Features.Reports.Junit;

/// <summary>Text as XML 1.0 and CI readers take it.</summary>
internal static class JunitText
{
    private const int LongestValue = 2_000;

    /// <summary>Characters that XML cannot hold become U+FFFD: a reader that meets one drops the whole file.</summary>
    public static string Legal(string text)
    {
        var first = IndexOfIllegal(text, 0);
        if (first < 0)
        {
            return text;
        }

        var legal = new StringBuilder(text);
        for (var i = first; i >= 0; i = IndexOfIllegal(text, i + 1))
        {
            legal[i] = '\uFFFD';
        }

        return legal.ToString();
    }

    /// <summary>Seconds with a dot, to the millisecond: the only form that every reader takes.</summary>
    public static string Seconds(double? milliseconds) =>
        (Math.Max(0, milliseconds ?? 0) / 1000).ToString("0.000", CultureInfo.InvariantCulture);

    /// <summary>UTC to the second without a zone, as the common schemas demand.</summary>
    public static string Timestamp(DateTimeOffset instant) =>
        instant.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>UPPER_SNAKE, as in the JSON report.</summary>
    public static string Word(Enum value) => JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString());

    /// <summary>A value as JSON, cut where it is too long for a list of failures.</summary>
    public static string Value(JsonNode? value) => Cut(value?.ToJsonString(OrchestraJson.Options) ?? "null");

    private static string Cut(string text)
    {
        if (text.Length <= LongestValue)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[LongestValue - 1]) ? LongestValue - 1 : LongestValue;
        return string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, end)}… ({text.Length - end} more characters)");
    }

    private static int IndexOfIllegal(string text, int start)
    {
        for (var i = start; i < text.Length; i++)
        {
            if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                i++;
            }
            else if (!XmlConvert.IsXmlChar(text[i]))
            {
                return i;
            }
        }

        return -1;
    }
}
