using System.Globalization;
using System.Text;

namespace Orchestra.Engine.Language.JsonPath;

/// <summary>Writes ranges of characters beyond U+FFFF as ranges of surrogate pairs.</summary>
internal static class SurrogateRanges
{
    private const int FirstPair = 0x10000;

    /// <summary>Adds a range to a class: what fits one UTF-16 unit to <paramref name="units" />, the rest to <paramref name="pairs" />.</summary>
    public static void Add(Rune low, Rune high, StringBuilder units, List<string> pairs)
    {
        if (low.IsBmp)
        {
            units.Append(Escape((char)low.Value)).Append('-').Append(Escape((char)Math.Min(high.Value, 0xFFFF)));
        }

        if (high.IsBmp)
        {
            return;
        }

        var (fromHigh, fromLow) = Split(Math.Max(low.Value, FirstPair));
        var (toHigh, toLow) = Split(high.Value);
        if (fromHigh == toHigh)
        {
            pairs.Add($"{Escape(fromHigh)}[{Escape(fromLow)}-{Escape(toLow)}]");
            return;
        }

        pairs.Add($@"{Escape(fromHigh)}[{Escape(fromLow)}-\uDFFF]");
        if (toHigh - fromHigh > 1)
        {
            pairs.Add($@"[{Escape((char)(fromHigh + 1))}-{Escape((char)(toHigh - 1))}][\uDC00-\uDFFF]");
        }

        pairs.Add($@"{Escape(toHigh)}[\uDC00-{Escape(toLow)}]");
    }

    /// <summary>A text with every UTF-16 unit as an escape, so that none has a meaning of its own.</summary>
    public static string Escape(string text) => string.Concat(text.Select(Escape));

    private static string Escape(char unit) => @"\u" + ((int)unit).ToString("X4", CultureInfo.InvariantCulture);

    private static (char High, char Low) Split(int value) =>
        ((char)(0xD800 + ((value - FirstPair) >> 10)), (char)(0xDC00 + ((value - FirstPair) & 0x3FF)));
}
