using System.Collections.Frozen;
using System.Text.RegularExpressions;
using Orchestra.Engine.JsonSchema.Patterns;

namespace Orchestra.Engine.JsonSchema.Formats;

/// <summary>The formats that can be checked, by name; all others stay annotations.</summary>
internal static partial class StringFormats
{
    private static readonly FrozenDictionary<string, Func<string, bool>> ByName = new Dictionary<string, Func<string, bool>>(
        StringComparer.Ordinal
    )
    {
        ["date"] = DateTimeFormats.IsDate,
        ["date-time"] = DateTimeFormats.IsDateTime,
        ["time"] = DateTimeFormats.IsTime,
        ["duration"] = DateTimeFormats.IsDuration,
        ["email"] = NetworkFormats.IsEmail,
        ["hostname"] = NetworkFormats.IsHostname,
        ["idn-email"] = IdnFormats.IsEmail,
        ["idn-hostname"] = IdnFormats.IsHostname,
        ["ipv4"] = NetworkFormats.IsIpv4,
        ["ipv6"] = NetworkFormats.IsIpv6,
        ["iri"] = UriFormats.IsIri,
        ["iri-reference"] = UriFormats.IsIriReference,
        ["json-pointer"] = IsJsonPointer,
        ["regex"] = IsRegex,
        ["relative-json-pointer"] = IsRelativeJsonPointer,
        ["uri"] = UriFormats.IsUri,
        ["uri-reference"] = UriFormats.IsUriReference,
        ["uri-template"] = UriFormats.IsTemplate,
        ["uuid"] = IsUuid,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The check of a format; null when there is none by that name.</summary>
    public static Func<string, bool>? Find(string name) => ByName.GetValueOrDefault(name);

    private static bool IsUuid(string text) =>
        text.Length == 36 && Guid.TryParseExact(text, "D", out _) && !text.Contains('+', StringComparison.Ordinal);

    private static bool IsJsonPointer(string text) => JsonPointerText().IsMatch(text);

    private static bool IsRelativeJsonPointer(string text) => RelativeJsonPointerText().IsMatch(text);

    private static bool IsRegex(string text)
    {
        try
        {
            // Read by our own rules first: .NET knows escapes that ECMA-262 does not.
            _ = new Regex(new EcmaTranslator(text, strict: true).Translate(), RegexOptions.CultureInvariant, SchemaPattern.Timeout);
            return true;
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException)
        {
            return false;
        }
    }

    [GeneratedRegex(
        @"^(?:0|[1-9][0-9]*)(?:[+-](?:0|[1-9][0-9]*))?(?:\#|(?:/(?:[^~/]|~[01])*)*)\z",
        RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex RelativeJsonPointerText();

    [GeneratedRegex(@"^(?:/(?:[^~/]|~[01])*)*\z", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex JsonPointerText();
}
