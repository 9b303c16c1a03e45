using System.Globalization;
using System.Text;

namespace Orchestra.Modeling.Sequence;

/// <summary>Makes plain text of what diagrams write: line breaks become blanks, Mermaid's entities characters.</summary>
internal static class TextCleaner
{
    private static readonly Dictionary<string, string> s_entities = new(StringComparer.Ordinal)
    {
        ["semi"] = ";",
        ["colon"] = ":",
        ["quot"] = "\"",
        ["amp"] = "&",
        ["lt"] = "<",
        ["gt"] = ">",
        ["num"] = "#",
        ["hash"] = "#",
        ["equals"] = "=",
    };

    /// <summary>One line of text.</summary>
    /// <param name="text">The text as written.</param>
    /// <param name="entities">Whether <c>#59;</c> and <c>#semi;</c> are characters: in Mermaid.</param>
    public static string Plain(string text, bool entities)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; )
        {
            var length = BreakAt(text, i);
            if (length > 0 || char.IsWhiteSpace(text[i]))
            {
                if (plain.Length > 0 && plain[^1] != ' ')
                {
                    plain.Append(' ');
                }

                i += Math.Max(1, length);
            }
            else if (entities && text[i] == '#' && EntityAt(text, i) is { } end && Entity(text[(i + 1)..end]) is { } character)
            {
                plain.Append(character);
                i = end + 1;
            }
            else
            {
                plain.Append(text[i++]);
            }
        }

        return plain.ToString().TrimEnd();
    }

    /// <summary>Where the entity that begins at a <c>#</c> ends: its semicolon; null when it is no entity.</summary>
    public static int? EntityAt(string text, int hash)
    {
        var end = hash + 1;
        while (end < text.Length && end - hash <= 10 && char.IsAsciiLetterOrDigit(text[end]))
        {
            end++;
        }

        return end > hash + 1 && end < text.Length && text[end] == ';' ? end : null;
    }

    /// <summary>A text cut to a length, with an ellipsis.</summary>
    public static string Cut(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[length - 2]) ? length - 2 : length - 1;
        return text[..end] + "…";
    }

    private static string? Entity(string name)
    {
        if (s_entities.TryGetValue(name, out var known))
        {
            return known;
        }

        // Line ends and halves of pairs are no text.
        return int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code >= ' ' && Rune.IsValid(code)
            ? new Rune(code).ToString()
            : null;
    }

    // <br>, <br/>, <br />, \n
    private static int BreakAt(string text, int at)
    {
        if (text[at] == '\\')
        {
            return at + 1 < text.Length && text[at + 1] == 'n' ? 2 : 0;
        }

        if (text[at] != '<' || string.Compare(text, at, "<br", 0, 3, StringComparison.OrdinalIgnoreCase) != 0)
        {
            return 0;
        }

        var end = at + 3;
        while (end < text.Length && end < at + 6 && text[end] is ' ' or '/')
        {
            end++;
        }

        return end < text.Length && text[end] == '>' ? end + 1 - at : 0;
    }
}
