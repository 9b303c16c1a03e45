using System.Buffers;
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

    // The signs of combining class 9, which take a letter's vowel away.
    private const string Viramas =
        "\u094D\u09CD\u0A4D\u0ACD\u0B4D\u0BCD\u0C4D\u0CCD\u0D3B\u0D3C\u0D4D\u0DCA\u0E3A\u0EBA\u0F84\u1039\u103A\u1714\u1715\u1734\u17D2"
        + "\u1A60\u1B44\u1BAA\u1BAB\u1BF2\u1BF3\u2D7F\uA806\uA82C\uA8C4\uA953\uA9C0\uAAF6\uABED";

    /// <summary>Labels of letters and digits of any script.</summary>
    public static bool IsHostname(string text)
    {
        // The full stops of East Asian scripts part labels too.
        var labels = text.Split('.', '\u3002', '\uFF0E', '\uFF61');
        return text.Length > 0
            && Array.TrueForAll(labels, IsLabel)
            && labels.Sum(label => LengthOf(label) + 1) - 1 <= MaxHost
            && BidiRule.Holds(labels.Select(NetworkFormats.Plain));
    }

    /// <summary>A local part that may have letters of any script, at such a host.</summary>
    public static bool IsEmail(string text)
    {
        var at = text.LastIndexOf('@');
        return at > 0 && IsWellFormed(text) && NetworkFormats.IsLocalPart(text[..at], ascii: false) && IsDomain(text[(at + 1)..]);
    }

    // Half a surrogate pair has no UTF-8, of which RFC 6531 takes everything beyond ASCII.
    private static bool IsWellFormed(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            if (Rune.DecodeFromUtf16(text, out _, out var length) != OperationStatus.Done)
            {
                return false;
            }

            text = text[length..];
        }

        return true;
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
            0x200C => FollowsVirama(before) || PartsJoined(runes, i),
            0x200D => FollowsVirama(before),
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

    private static bool FollowsVirama(Rune? before) =>
        before is { } letter && letter.IsBmp && Viramas.Contains((char)letter.Value, StringComparison.Ordinal);

    // Between letters that would join without it; marks do not count.
    private static bool PartsJoined(Rune[] runes, int i)
    {
        var before = Array.FindLast(runes[..i], rune => !JoiningTypes.IsTransparent(rune));
        var after = Array.Find(runes[(i + 1)..], rune => !JoiningTypes.IsTransparent(rune));
        return JoiningTypes.JoinsNext(before) && JoiningTypes.JoinsBefore(after);
    }

    // Arabic-Indic digits and extended ones look alike: a label has the one kind or the other.
    private static bool MixesDigits(string label) =>
        label.AsSpan().ContainsAnyInRange('\u0660', '\u0669') && label.AsSpan().ContainsAnyInRange('\u06F0', '\u06F9');

    // As it goes over the wire, where every letter takes a place; what is far too long is not encoded at all.
    private static int LengthOf(string label) =>
        Ascii.IsValid(label) ? label.Length
        : label.Length > MaxLabel * 2 ? MaxHost + 1
        : "xn--".Length + Punycode.Encode(label).Length;
}
