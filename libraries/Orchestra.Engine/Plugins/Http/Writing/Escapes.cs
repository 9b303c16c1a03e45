using System.Buffers;
using System.Text;

namespace Orchestra.Engine.Plugins.Http.Writing;

/// <summary>What stands for characters that a place cannot hold.</summary>
internal static class Escapes
{
    // Reserved by RFC 3986, without those that end a value or the query (& + #) and those that no query may hold ([ ]).
    private static readonly SearchValues<char> Reserved = SearchValues.Create(":/?@!$'()*,;=");

    // RFC 6265, section 4.1.1.
    private static readonly SearchValues<char> OfCookies = SearchValues.Create(
        "!#$%&'()*+-./0123456789:<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~"
    );

    /// <summary>Everything but letters, digits and <c>- . _ ~</c>.</summary>
    public static string All(string text) => Uri.EscapeDataString(text);

    /// <summary>As <see cref="All"/>, but reserved characters stay, and so does what is escaped already (<c>allowReserved</c>).</summary>
    public static string KeepingReserved(string text)
    {
        var written = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            var one = rune.ToString();
            written.Append(one.Length == 1 && Reserved.Contains(one[0]) ? one : All(one));
        }

        // %2F that was given stays %2F.
        for (var i = text.IndexOf('%', StringComparison.Ordinal); i >= 0; i = text.IndexOf('%', i + 1))
        {
            if (i + 2 < text.Length && char.IsAsciiHexDigit(text[i + 1]) && char.IsAsciiHexDigit(text[i + 2]))
            {
                written.Replace(string.Concat("%25", text.AsSpan(i + 1, 2)), text.Substring(i, 3));
            }
        }

        return written.ToString();
    }

    /// <summary>What would end a cookie, in the way in which most servers read it.</summary>
    public static string Cookie(string text) =>
        text.AsSpan().ContainsAnyExcept(OfCookies)
            ? string.Concat(
                text.EnumerateRunes()
                    .Select(rune => rune.ToString())
                    .Select(one => one.Length == 1 && OfCookies.Contains(one[0]) ? one : All(one))
            )
            : text;
}
