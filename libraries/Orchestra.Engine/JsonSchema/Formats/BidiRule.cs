using System.Globalization;
using System.Text;

namespace Orchestra.Engine.JsonSchema.Formats;

/// <summary>RFC 5893: in what order letters of both directions may stand in a host, of which one label has letters from right to left.</summary>
internal static class BidiRule
{
    /// <summary>The classes of the Unicode bidirectional algorithm, as far as the rule tells letters of a label apart.</summary>
    private enum Class
    {
        LeftToRight,
        RightToLeft,
        EuropeanNumber,
        ArabicNumber,
        Mark,
        Neutral,
    }

    /// <summary>Whether the labels, none of them encoded, may stand together.</summary>
    public static bool Holds(IEnumerable<string> labels)
    {
        var classes = labels.Select(label => label.EnumerateRunes().Select(ClassOf).ToArray()).ToList();
        return !classes.Exists(IsRightToLeft) || classes.TrueForAll(Holds);
    }

    private static bool IsRightToLeft(Class[] label) => label.Any(letter => letter is Class.RightToLeft or Class.ArabicNumber);

    private static bool Holds(Class[] label)
    {
        var last = Array.FindLast(label, letter => letter != Class.Mark);
        return label[0] switch
        {
            Class.RightToLeft => !label.Contains(Class.LeftToRight)
                && last is Class.RightToLeft or Class.EuropeanNumber or Class.ArabicNumber
                && !(label.Contains(Class.EuropeanNumber) && label.Contains(Class.ArabicNumber)),
            Class.LeftToRight => !IsRightToLeft(label) && last is Class.LeftToRight or Class.EuropeanNumber,
            _ => false,
        };
    }

    private static Class ClassOf(Rune rune) =>
        rune.Value switch
        {
            '-' or 0x00B7 or 0x0375 or 0x200C or 0x200D or 0x30FB => Class.Neutral,
            (>= '0' and <= '9') or (>= 0x06F0 and <= 0x06F9) => Class.EuropeanNumber,
            (>= 0x0660 and <= 0x0669) or (>= 0x10D30 and <= 0x10D39) => Class.ArabicNumber,
            _ when Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark => Class.Mark,
            (>= 0x0590 and <= 0x08FF) or (>= 0xFB1D and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFF) => Class.RightToLeft,
            (>= 0x10800 and <= 0x10FFF) or (>= 0x1E800 and <= 0x1EFFF) => Class.RightToLeft,
            _ => Class.LeftToRight,
        };
}
