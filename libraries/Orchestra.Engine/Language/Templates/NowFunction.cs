using System.Globalization;
using System.Text.Json.Nodes;

namespace Orchestra.Engine.Language.Templates;

/// <summary><c>now(format?, shift?)</c>: the step's journaled start in UTC, moved and written as asked.</summary>
internal static class NowFunction
{
    private const int MaxFormatLength = 64;
    private const string Iso = "yyyy-MM-dd'T'HH:mm:ss.fff'Z'";

    public static JsonNode? Evaluate(FunctionCall call)
    {
        var instant = call.StartedAt.ToUniversalTime();
        if (call.Value(1) is { } shift)
        {
            instant = Shift(
                instant,
                JsonTexts.IsString(shift, out var text) ? text : throw Wrong("the shift of now() is a text such as '+1d'")
            );
        }

        var format = call.Value(0) switch
        {
            null => "iso",
            var given => JsonTexts.IsString(given, out var text) ? text : throw Wrong("the format of now() is a text such as 'yyyy-MM-dd'"),
        };
        return format switch
        {
            "iso" => JsonValue.Create(instant.ToString(Iso, CultureInfo.InvariantCulture)),
            "date" => JsonValue.Create(instant.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            "unix" => JsonValue.Create(instant.ToUnixTimeSeconds()),
            "unixMs" => JsonValue.Create(instant.ToUnixTimeMilliseconds()),
            _ => JsonValue.Create(Format(instant, format)),
        };
    }

    private static string Format(DateTimeOffset instant, string format)
    {
        if (format.Length is 0 or > MaxFormatLength)
        {
            throw Wrong($"a format of now() has 1 to {MaxFormatLength} characters");
        }

        try
        {
            return instant.ToString(format, CultureInfo.InvariantCulture);
        }
        catch (FormatException)
        {
            throw Wrong("the format of now() is none: use iso, date, unix, unixMs or a pattern such as yyyy-MM-dd HH:mm");
        }
    }

    /// <summary>Applies a sign and amounts with units, the largest units first or in any order: <c>+1d</c>, <c>-2h30m</c>, <c>1y6mo</c>.</summary>
    private static DateTimeOffset Shift(DateTimeOffset instant, string shift)
    {
        var position = shift.Length > 0 && shift[0] is '+' or '-' ? 1 : 0;
        var sign = shift.StartsWith('-') ? -1 : 1;
        if (position == shift.Length)
        {
            throw WrongShift();
        }

        try
        {
            while (position < shift.Length)
            {
                var digits = Take(shift, ref position, char.IsAsciiDigit);
                var unit = Take(shift, ref position, char.IsAsciiLetterLower);
                var amount = int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                    ? sign * value
                    : throw WrongShift();
                instant = Move(instant, amount, unit);
            }

            return instant;
        }
        catch (Exception e) when (e is ArgumentOutOfRangeException or OverflowException)
        {
            throw Wrong("the shift of now() leads out of the years 1 to 9999");
        }
    }

    private static DateTimeOffset Move(DateTimeOffset instant, int amount, string unit) =>
        unit switch
        {
            "y" => instant.AddYears(amount),
            "mo" => instant.AddMonths(amount),
            "w" => instant.AddDays(7L * amount),
            "d" => instant.AddDays(amount),
            "h" => instant.AddHours(amount),
            "m" => instant.AddMinutes(amount),
            "s" => instant.AddSeconds(amount),
            "ms" => instant.AddMilliseconds(amount),
            _ => throw WrongShift(),
        };

    private static string Take(string text, ref int position, Func<char, bool> belongs)
    {
        var start = position;
        while (position < text.Length && belongs(text[position]))
        {
            position++;
        }

        return text[start..position];
    }

    private static EvaluationException WrongShift() =>
        Wrong("the shift of now() is a sign and amounts with units y, mo, w, d, h, m, s or ms, such as '+1d' or '-2h30m'");

    private static EvaluationException Wrong(string message) => new(LanguageFaultKind.Value, message);
}
