using System.Text;
using System.Text.RegularExpressions;

namespace Orchestra.Engine.JsonSchema.Formats;

/// <summary>RFC 3986, by its grammar: <see cref="Uri"/> accepts and repairs much that is none.</summary>
internal static partial class UriFormats
{
    private const string Unit = @"(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|%[0-9A-Fa-f]{2})";
    private const string Reach = $@"(?:{Unit}|[/?])*";
    private const string UserInfo = @"(?:(?:[A-Za-z0-9\-._~!$&'()*+,;=:]|%[0-9A-Fa-f]{2})*@)?";
    private const string Name = @"(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})*";
    private const string Bracketed = @"\[(?<ip>[0-9A-Fa-f:.]+|v[0-9A-Fa-f]+\.[A-Za-z0-9\-._~!$&'()*+,;=:]+)\]";
    private const string Authority = $@"//{UserInfo}(?:{Bracketed}|{Name})(?::[0-9]*)?(?:/{Unit}*)*";
    private const string Absolute = $@"/(?:{Unit}+(?:/{Unit}*)*)?";
    private const string Tail = $@"(?:\?{Reach})?(?:\#{Reach})?\z";
    private const string Rootless = $@"{Unit}+(?:/{Unit}*)*";
    private const string NoColon = @"(?:[A-Za-z0-9\-._~!$&'()*+,;=@]|%[0-9A-Fa-f]{2})+" + $@"(?:/{Unit}*)*";

    private const string Escape = "%[0-9A-Fa-f]{2}";
    private const string Letter = $"(?:[A-Za-z0-9_]|{Escape})";
    private const string Variable = $@"{Letter}+(?:\.{Letter}+)*(?::[1-9][0-9]{{0,3}}|\*)?";

    public static bool IsUri(string text) => HasValidHost(UriText().Match(text));

    public static bool IsUriReference(string text) => IsUri(text) || HasValidHost(RelativeText().Match(text));

    /// <summary>RFC 3987: a URI with further letters.</summary>
    public static bool IsIri(string text) => ToUri(text) is { } uri && IsUri(uri);

    /// <inheritdoc cref="IsIri"/>
    public static bool IsIriReference(string text) => ToUri(text) is { } uri && IsUriReference(uri);

    /// <summary>RFC 6570.</summary>
    public static bool IsTemplate(string text) => TemplateText().IsMatch(text);

    // As a percent escape a letter may stand wherever one beyond ASCII may: not in schemes, ports and addresses.
    private static string? ToUri(string text)
    {
        if (Ascii.IsValid(text))
        {
            return text;
        }

        var uri = new StringBuilder(text.Length * 2);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsAscii)
            {
                uri.Append((char)rune.Value);
            }
            else if (IsLetterOfIri(rune.Value))
            {
                uri.Append("%41");
            }
            else
            {
                return null;
            }
        }

        return uri.ToString();
    }

    // Half a surrogate pair reads as U+FFFD, which is none either.
    private static bool IsLetterOfIri(int value) =>
        value is (>= 0xA0 and <= 0xD7FF) or (>= 0xF900 and <= 0xFDCF) or (>= 0xFDF0 and <= 0xFFEF)
        || (value >= 0x10000 && (value & 0xFFFF) <= 0xFFFD);

    private static bool HasValidHost(Match match)
    {
        var address = match.Groups["ip"].Value;
        return match.Success && (address.Length == 0 || address[0] == 'v' || NetworkFormats.IsIpv6(address));
    }

    [GeneratedRegex($@"^[A-Za-z][A-Za-z0-9+.\-]*:(?:{Authority}|{Absolute}|{Rootless})?{Tail}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UriText();

    [GeneratedRegex(
        $@"^(?:[^\x00-\x20""%<>\\^`{{|}}\x7F]|{Escape}|\{{[+\#./;?&=,!@|]?{Variable}(?:,{Variable})*\}})*\z",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex TemplateText();

    [GeneratedRegex($@"^(?:{Authority}|{Absolute}|{NoColon})?{Tail}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RelativeText();
}
