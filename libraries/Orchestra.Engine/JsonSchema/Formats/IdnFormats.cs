using System.Globalization;
using System.Text;

namespace Orchestra.Engine.JsonSchema.Formats;

/// <summary>Hosts and addresses in all scripts: RFC 5890 to 5892, and RFC 6531.</summary>
internal static class IdnFormats
{
    private const int MaxLabel = 63;
    private const int MaxHost = 253;

    // Letters by category that RFC 5892 forbids all the same.
    private const string Forbidden = "\u0640\u07FA\u302E\u302F\u3031\u3032\u3033\u3034\u3035\u303B";

    // Signs by category that RFC 5892 allows all the same.
    private const string Allowed = "\u06FD\u06FE\u0F0B\u3007";

    /// <summary>Labels of letters and digits of any script.</summary>
    public static bool IsHostname(string text)
    {
        // The full stops of East Asian scripts part labels too.
        var labels = text.Split('.', '\u3002', '\uFF0E', '\uFF61');
        return text.Length > 0 && Array.TrueForAll(labels, IsLabel) && labels.Sum(label => LengthOf(label) + 1) - 1 <= MaxHost;
    }

    /// <summary>A local part that may have letters of any script, at such a host.</summary>
    public static bool IsEmail(string text)
    {
        var at = text.LastIndexOf('@');
        return at > 0 && NetworkFormats.IsLocalPart(text[..at], ascii: false) && IsDomain(text[(at + 1)..]);
    }

    private static bool IsDomain(string domain) => domain.StartsWith('[') ? NetworkFormats.IsDomain(domain) : IsHostname(domain);

    /// <summary>One label; also what the encoded label of a plain host must mean.</summary>
    public static bool IsLabel(string label)
    {
        if (Ascii.IsValid(label))
        {
            return NetworkFormats.IsLabel(label);
        }

        if (label[0] == '-' || label[^1] == '-' || (label.Length >= 4 && label[2] == '-' && label[3] == '-') || LengthOf(label) > MaxLabel)
        {
            return false;
        }

        var runes = label.EnumerateRunes().ToArray();
        return !IsMark(runes[0]) && Enumerable.Range(0, runes.Length).All(i => MayStand(runes, i)) && !MixesDigits(label);
    }

    private static bool MayStand(Rune[] runes, int i)
    {
        Rune? before = i > 0 ? runes[i - 1] : null;
        Rune? after = i + 1 < runes.Length ? runes[i + 1] : null;
        return runes[i].Value switch
        {
            // The signs that RFC 5892 allows in company only.
            0x00B7 => before?.Value == 'l' && after?.Value == 'l',
            0x0375 => after is { Value: (>= 0x0370 and <= 0x03FF) or (>= 0x1F00 and <= 0x1FFF) },
            0x05F3 or 0x05F4 => before is { Value: >= 0x0590 and <= 0x05FF },
            0x30FB => Array.Exists(runes, IsJapanese),
            0x200C or 0x200D => before is { } letter && IsVirama(letter),
            '-' => true,
            0xFFFD => false,
            _ => IsLetter(runes[i]),
        };
    }

    private static bool IsLetter(Rune rune)
    {
        if (rune.IsBmp && Forbidden.Contains((char)rune.Value, StringComparison.Ordinal))
        {
            return false;
        }

        if (rune.IsBmp && Allowed.Contains((char)rune.Value, StringComparison.Ordinal))
        {
            return true;
        }

        return Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.LowercaseLetter
                or UnicodeCategory.OtherLetter
                or UnicodeCategory.ModifierLetter
                or UnicodeCategory.DecimalDigitNumber
                or UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark;
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark
                or UnicodeCategory.EnclosingMark;

    private static bool IsJapanese(Rune rune) =>
        rune.Value
            is (>= 0x3041 and <= 0x309F)
                or (>= 0x30A1 and <= 0x30FA)
                or (>= 0x30FC and <= 0x30FF)
                or (>= 0x3400 and <= 0x4DBF)
                or (>= 0x4E00 and <= 0x9FFF)
                or 0x3005
                or 0x3007;

    private static bool IsVirama(Rune rune) =>
        rune.Value is 0x094D or 0x09CD or 0x0A4D or 0x0ACD or 0x0B4D or 0x0BCD or 0x0C4D or 0x0CCD or 0x0D4D or 0x0DCA;

    // Arabic-Indic digits and extended ones look alike: a label has the one kind or the other.
    private static bool MixesDigits(string label) =>
        label.AsSpan().ContainsAnyInRange('\u0660', '\u0669') && label.AsSpan().ContainsAnyInRange('\u06F0', '\u06F9');

    // As it goes over the wire; what cannot be encoded is longer than anything allowed.
    private static int LengthOf(string label)
    {
        if (Ascii.IsValid(label))
        {
            return label.Length;
        }

        try
        {
            return new IdnMapping { AllowUnassigned = true }
                .GetAscii(label)
                .Length;
        }
        catch (ArgumentException)
        {
            return MaxHost + 1;
        }
    }
}
