using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Features.Reports;

/// <summary>
/// Cuts what a step sent and got to what a page or a list of failures shows of it, and says so where it is cut. The JSON report has all.
/// </summary>
internal static class BodyCut
{
    /// <summary>Characters kept of one value, above the most that a format shows.</summary>
    public const int Longest = 32_000;

    private const string Mark = " more characters are in the JSON report";

    /// <summary>Characters that were cut from a text; 0 where none were.</summary>
    public static int HiddenIn(string text)
    {
        var start = text.LastIndexOf('…');
        return
            start >= Longest - 2
            && text.EndsWith(Mark, StringComparison.Ordinal)
            && int.TryParse(text[(start + "… cut: ".Length)..^Mark.Length], CultureInfo.InvariantCulture, out var hidden)
            ? hidden - (text.Length - start + 1)
            : 0;
    }

    public static StepPayload Of(StepPayload payload) =>
        payload with
        {
            Request = payload.Request is { } request ? request with { Body = Cut(request.Body) } : null,
            Response = payload.Response is { } response ? response with { Body = Cut(response.Body) } : null,
            Violations =
            [
                .. payload.Violations.Select(violation =>
                    violation with
                    {
                        Expected = Cut(violation.Expected),
                        Actual = Cut(violation.Actual),
                    }
                ),
            ],
            Exports = Cut(payload.Exports) as JsonObject ?? (payload.Exports is null ? null : CutObject(payload.Exports)),
        };

    private static JsonNode? Cut(JsonNode? value)
    {
        if (value is null)
        {
            return null;
        }

        // A text is shown as it came, anything else indented.
        var text =
            value is JsonValue single && single.GetValueKind() == JsonValueKind.String
                ? single.GetValue<string>()
                : value.ToJsonString(OrchestraJson.Indented);
        if (text.Length <= Longest)
        {
            return value;
        }

        var end = char.IsHighSurrogate(text[Longest - 1]) ? Longest - 1 : Longest;
        return JsonValue.Create(string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, end)}\n… cut: {text.Length - end}{Mark}"));
    }

    // Each value on its own: exports stay an object.
    private static JsonObject CutObject(JsonObject exports) =>
        new(exports.Select(pair => KeyValuePair.Create(pair.Key, Cut(pair.Value)?.DeepClone())));
}
