using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Contracts;
using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Features.Reports.Html;

/// <summary>Why a step is not simply passed: its reason, and each violation with expected and actual side by side.</summary>
internal static class ViolationsSection
{
    public static void Write(HtmlText html, StepReport step)
    {
        if (step.Payload.Reason is { Length: > 0 } reason)
        {
            html.Write($"""<p class="reason"><bdi>{reason}</bdi></p>""");
        }
        else if (step.Payload.Violations.Count == 0 && Problem.Needs(step))
        {
            html.Write($"""<p class="reason">{Legend.Of(step.Status)}</p>""");
        }

        foreach (var violation in step.Payload.Violations)
        {
            Write(html, violation);
        }
    }

    private static void Write(HtmlText html, Violation violation)
    {
        html.Write(
            $"""
            <div class="violation"><p class="message"><bdi>{violation.Message}</bdi></p><p class="code"><code>{JsonNamingPolicy.SnakeCaseUpper.ConvertName(
                violation.Type.ToString()
            )}</code> <code>{violation.Code}</code></p>
            """
        );
        if (violation.Expected is not null || violation.Actual is not null)
        {
            html.Write(
                $"""
                <div class="versus"><div class="expected"><p class="label">Expected</p>{Excerpt.Json(
                    violation.Expected,
                    Excerpt.LongestValue
                )}</div><div class="actual"><p class="label">Actual</p>{Excerpt.Json(violation.Actual, Excerpt.LongestValue)}</div></div>
                """
            );
        }

        if (violation.Details is { Count: > 0 } details)
        {
            html.Write($"""<dl class="details">{Markup.Join(details.Select(Detail))}</dl>""");
        }

        html.Write($"</div>\n");
    }

    private static Markup Detail(KeyValuePair<string, JsonNode?> detail) =>
        Markup.Of($"<div><dt>{detail.Key}</dt><dd>{DetailValue(detail.Value)}</dd></div>");

    private static Markup DetailValue(JsonNode? value)
    {
        var text = value?.ToJsonString(OrchestraJson.Options) ?? "null";
        return text.Length <= 200 ? Markup.Of($"<code>{text}</code>") : Excerpt.Json(value, Excerpt.LongestValue);
    }
}
