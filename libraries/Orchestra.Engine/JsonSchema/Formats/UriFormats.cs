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

    public static bool IsUri(string text) => HasValidHost(UriText().Match(text));

    public static bool IsUriReference(string text) => IsUri(text) || HasValidHost(RelativeText().Match(text));

    private static bool HasValidHost(Match match)
    {
        var address = match.Groups["ip"].Value;
        return match.Success && (address.Length == 0 || address[0] == 'v' || NetworkFormats.IsIpv6(address));
    }

    [GeneratedRegex($@"^[A-Za-z][A-Za-z0-9+.\-]*:(?:{Authority}|{Absolute}|{Rootless})?{Tail}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex UriText();

    [GeneratedRegex($@"^(?:{Authority}|{Absolute}|{NoColon})?{Tail}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex RelativeText();
}
