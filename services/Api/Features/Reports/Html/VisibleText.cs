using System.Globalization;
using System.Text;

namespace Orchestra.Api.Features.Reports.Html;

/// <summary>
/// Encodes text for HTML content and quoted attributes alike, and shows what would otherwise be invisible or change the reading order:
/// control characters as their pictures, bidi marks, zero-width and unusual spaces as <c>⟨U+202E⟩</c>.
/// </summary>
internal static class VisibleText
{
    public static void Encode(StringBuilder target, ReadOnlySpan<char> text)
    {
        for (var i = 0; i < text.Length; )
        {
            if (Rune.DecodeFromUtf16(text[i..], out var rune, out var consumed) != System.Buffers.OperationStatus.Done)
            {
                AppendCode(target, text[i]);
            }
            else
            {
                Append(target, rune);
            }

            i += consumed;
        }
    }

    private static void Append(StringBuilder target, Rune rune)
    {
        switch (rune.Value)
        {
            case '&':
                target.Append("&amp;");
                break;
            case '<':
                target.Append("&lt;");
                break;
            case '>':
                target.Append("&gt;");
                break;
            case '"':
                target.Append("&quot;");
                break;
            case '\'':
                target.Append("&#39;");
                break;
            case '\n' or '\t':
                target.Append((char)rune.Value);
                break;
            case < ' ':
                target.Append((char)('\u2400' + rune.Value));
                break;
            case 0x7F:
                target.Append('\u2421');
                break;
            case < 0x7F:
                target.Append((char)rune.Value);
                break;
            default:
                AppendBeyondAscii(target, rune);
                break;
        }
    }

    private static void AppendBeyondAscii(StringBuilder target, Rune rune)
    {
        var hidden = Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse => true,
            UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
            // The ideographic space is as visible as the letters round it; the others pass for a plain space.
            UnicodeCategory.SpaceSeparator => rune.Value != 0x3000,
            _ => false,
        };
        if (hidden)
        {
            AppendCode(target, rune.Value);
            return;
        }

        Span<char> units = stackalloc char[2];
        target.Append(units[..rune.EncodeToUtf16(units)]);
    }

    private static void AppendCode(StringBuilder target, int code) => target.Append(CultureInfo.InvariantCulture, $"⟨U+{code:X4}⟩");
}
