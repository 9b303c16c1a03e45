using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;

namespace Orchestra.Api.Features.Reports.Html;

/// <summary>Values as text of a bounded length; what is cut is said.</summary>
internal static class Excerpt
{
    /// <summary>Characters shown of a value that is expected, seen or exported.</summary>
    public const int LongestValue = 4_000;

    /// <summary>Characters shown of a body in a step that passed: most steps do, and nobody reads them all.</summary>
    public const int LongestBodyOfPassed = 4_000;

    /// <summary>Characters shown of a body in any other step.</summary>
    public const int LongestBody = 16_000;

    /// <summary>JSON, indented.</summary>
    public static Markup Json(JsonNode? value, int limit) =>
        Text((value?.ToJsonString(OrchestraJson.Indented) ?? "null").ReplaceLineEndings("\n"), limit);

    /// <summary>JSON is indented; a body that is no JSON was recorded as a string and is shown as it came.</summary>
    public static Markup Body(JsonNode? body, int limit) =>
        body switch
        {
            null => Markup.Of($"""<p class="none">No body.</p>"""),
            JsonValue value when value.GetValueKind() == JsonValueKind.String => Text(value.GetValue<string>(), limit),
            _ => Json(body, limit),
        };

    private static Markup Text(string text, int limit)
    {
        if (text.Length <= limit)
        {
            return Markup.Of($"<pre>{text}</pre>");
        }

        var end = char.IsHighSurrogate(text[limit - 1]) ? limit - 1 : limit;
        var length = text.Length + BodyCut.HiddenIn(text);
        return Markup.Of(
            $"""
            <pre>{text[..end]}</pre><p class="cut">Cut here: {Figures.Number(end)} of {Figures.Number(length)} characters shown, {Figures.Number(
                length - end
            )} left out. The JSON report has them.</p>
            """
        );
    }
}
