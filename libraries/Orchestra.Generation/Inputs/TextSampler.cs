using System.Globalization;
using System.Text.Json.Nodes;

namespace Orchestra.Generation.Inputs;

/// <summary>Texts that keep the format, the pattern and the lengths of their schemas.</summary>
internal static class TextSampler
{
    private static readonly DateTime _firstDay = new(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public static JsonNode Sample(SchemaParts parts, string name, ulong number, SamplingBudget budget, string place)
    {
        var least = parts.Largest("minLength") ?? 0;
        var most = parts.Smallest("maxLength") ?? int.MaxValue;
        if (JsonTexts.TextOf(parts.First("pattern") ?? default) is { } pattern)
        {
            if (PatternSampler.TrySample(pattern, least, most, number, out var matching))
            {
                return JsonValue.Create(matching);
            }

            budget.Warn(
                WarningCodes.PatternNotSupported,
                place,
                "the pattern is beyond what generation can write: give an example or a data set"
            );
        }

        var format = JsonTexts.TextOf(parts.First("format") ?? default);
        if (Formatted(format, number, most) is { } formatted && formatted.Length >= least && formatted.Length <= most)
        {
            return JsonValue.Create(formatted);
        }

        var length = Math.Max(budget.TakeText(least, place), 0);
        return JsonValue.Create(Plain(name, number, length, Math.Max(most, 0)));
    }

    private static string? Formatted(string? format, ulong number, int most)
    {
        var hex = number.ToString("x16", CultureInfo.InvariantCulture);
        var day = _firstDay.AddDays(number % 365).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        return format switch
        {
            "date" => day,
            "date-time" => $"{day}T10:00:00Z",
            "time" => "10:00:00Z",
            "duration" => "P1D",
            "email" or "idn-email" => most >= 25 ? $"user.{hex[..8]}@example.com" : "a@b.co",
            "uuid" => Uuid(hex, Seeded.Number(0, hex).ToString("x16", CultureInfo.InvariantCulture)),
            "uri" or "url" or "iri" => most >= 28 ? $"https://example.com/{hex[..8]}" : "http://a.b",
            "uri-reference" or "iri-reference" => $"/{hex[..8]}",
            "hostname" or "idn-hostname" => "host.example.com",
            "ipv4" => $"192.0.2.{(number % 254) + 1}",
            "ipv6" => $"2001:db8::{(number % 65535) + 1:x}",
            "byte" => Convert.ToBase64String(System.Text.Encoding.ASCII.GetBytes(hex[..6])),
            "json-pointer" => $"/{hex[..4]}",
            "regex" => "^[a-z]+$",
            "password" => $"Passw0rd-{hex[..4]}",
            _ => null,
        };
    }

    // Version 4 and the usual variant, so that strict readers take it.
    private static string Uuid(string a, string b) => $"{a[..8]}-{a[8..12]}-4{a[13..16]}-a{b[1..4]}-{b[4..16]}";

    private static string Plain(string name, ulong number, int least, int most)
    {
        var text = $"{(name.Length is > 0 and <= 40 ? name : "text")} {number % 10_000}";
        if (text.Length > most)
        {
            text = text[..most];
            // No half of a pair and no blank at the end, which services cut off.
            text = text.Length > 0 && (char.IsSurrogate(text[^1]) || text[^1] == ' ') ? text[..^1] + "x" : text;
        }

        return text.PadRight(Math.Min(least, most), 'x');
    }
}
