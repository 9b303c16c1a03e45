using System.Net;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Orchestra.Engine.Masking;

/// <summary>The ways in which a secret is written where it is quoted: as it is, escaped, URL-encoded, in base64 and in hexadecimal digits.</summary>
internal static class SecretForms
{
    /// <summary>Shorter texts stand in too much else to be searched for.</summary>
    public const int MinSearched = 4;

    // A line of a key in PEM gives something away on its own; "{" and "-----" lines do not.
    private const int MinLine = 12;

    /// <summary>Every form that is long enough to be searched for.</summary>
    public static IEnumerable<string> Of(string secret)
    {
        var lines = secret
            .Split('\n')
            .Select(line => line.Trim())
            .Where(line => line.Length >= MinLine && !line.StartsWith("-----", StringComparison.Ordinal));
        var trimmed = secret.Trim();
        var texts = new[]
        {
            secret,
            trimmed,
            trimmed.ReplaceLineEndings("\n"),
            trimmed.ReplaceLineEndings("\r\n"),
            trimmed.ReplaceLineEndings(" "),
        };
        return texts
            .Concat(lines)
            .Distinct(StringComparer.Ordinal)
            .SelectMany(text => Escaped(text).Concat(Encoded(text)))
            .Where(form => form.Length >= MinSearched);
    }

    private static IEnumerable<string> Escaped(string text)
    {
        yield return text;
        yield return JsonEncodedText.Encode(text, JavaScriptEncoder.Default).Value;
        yield return JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping).Value;
        yield return WebUtility.HtmlEncode(text);
        yield return Uri.EscapeDataString(text);
        yield return WebUtility.UrlEncode(text);
        yield return LowerHex(Uri.EscapeDataString(text));
        yield return Uri.EscapeDataString(Uri.EscapeDataString(text));
    }

    private static IEnumerable<string> Encoded(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        if (bytes.Length < MinSearched)
        {
            yield break;
        }

        yield return Convert.ToHexString(bytes);
        yield return Convert.ToHexStringLower(bytes);
        for (var before = 0; before < 3; before++)
        {
            var core = Base64Core(bytes, before);
            yield return core;
            yield return core.Replace('+', '-').Replace('/', '_');
            yield return Uri.EscapeDataString(core);
        }
    }

    // In base64 three bytes are four digits: what stands before a text shifts it, and its first and last digits also hold its neighbours.
    private static string Base64Core(byte[] bytes, int before)
    {
        var digits = Convert.ToBase64String([.. new byte[before], .. bytes]);
        var start = ((before * 8) + 5) / 6;
        var end = (before + bytes.Length) * 8 / 6;
        return digits[start..end];
    }

    private static string LowerHex(string escaped)
    {
        var text = new StringBuilder(escaped);
        for (var i = 0; i + 2 < text.Length; i++)
        {
            if (text[i] == '%')
            {
                text[i + 1] = char.ToLowerInvariant(text[i + 1]);
                text[i + 2] = char.ToLowerInvariant(text[i + 2]);
            }
        }

        return text.ToString();
    }
}
