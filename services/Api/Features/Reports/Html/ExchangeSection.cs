using System.Globalization;
using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Features.Reports.Html;

/// <summary>What a step sent and got, folded unless something was wrong with it.</summary>
internal static class ExchangeSection
{
    public static void Write(HtmlText html, StepReport step)
    {
        var payload = step.Payload;
        var empty = payload is { Request: null, Response: null, Violations.Count: 0, Exports: null or { Count: 0 } };
        if (empty)
        {
            ViolationsSection.Write(html, step);
            return;
        }

        var open = Problem.Needs(step) ? Markup.Of($" open=\"open\"") : Markup.None;
        html.Write($"""<details class="exchange"{open}><summary>{Title(payload)}</summary>""");
        ViolationsSection.Write(html, step);
        var limit = Problem.Needs(step) ? Excerpt.LongestBody : Excerpt.LongestBodyOfPassed;
        html.Write($"""<div class="wire">""");
        if (payload.Request is { } request)
        {
            html.Write(
                $"""<div><h5>Request</h5><p class="line"><strong>{request.Method}</strong> <code>{request.Url}</code></p>{Headers(request.Headers)}{Excerpt.Body(
                    request.Body,
                    limit
                )}</div>"""
            );
        }

        WriteResponse(html, payload, limit);
        html.Write($"</div>{Markup.Join((payload.Artifacts ?? []).Select(Cut))}");
        if (step.Curl is { } curl)
        {
            html.Write($"""<details><summary>As a command</summary><pre>{curl}</pre></details>""");
        }

        if (payload.Exports is { Count: > 0 } exports)
        {
            html.Write($"""<h5>Exported values</h5>{Excerpt.Json(exports, Excerpt.LongestValue)}""");
        }

        html.Write($"</details>");
    }

    private static void WriteResponse(HtmlText html, StepPayload payload, int limit)
    {
        if (payload.Response is { } response)
        {
            html.Write(
                $"""<div><h5>Response</h5><p class="line"><strong>{response.StatusCode}</strong> {ReasonPhrase(response.StatusCode)}</p>{Headers(response.Headers)}{Excerpt.Body(
                    response.Body,
                    limit
                )}{Truncated(response)}</div>"""
            );
        }
        else if (payload.Request is not null)
        {
            html.Write($"""<div><h5>Response</h5><p class="none">No answer was recorded.</p></div>""");
        }
    }

    private static Markup Title(StepPayload payload)
    {
        var answer = payload.Response is { } response ? " → " + response.StatusCode.ToString(CultureInfo.InvariantCulture) : "";
        return payload.Request is { } request
            ? Markup.Of($"""Request and response <code>{request.Method} {Path(request.Url)}{answer}</code>""")
            : Markup.Of($"Details");
    }

    /// <summary>The part of an address that tells steps apart; the whole is one click away.</summary>
    private static string Path(string url)
    {
        var host = url.IndexOf("://", StringComparison.Ordinal);
        var path = host < 0 ? -1 : url.IndexOf('/', host + 3);
        var shown = path < 0 ? url : url[path..];
        return shown.Length <= 120 ? shown : shown[..119] + "…";
    }

    private static Markup Headers(IReadOnlyDictionary<string, string> headers) =>
        headers.Count == 0
            ? Markup.Of($"""<p class="none">No headers.</p>""")
            : Markup.Of(
                $"""<dl class="headers">{Markup.Join(headers.Select(one => Markup.Of($"<div><dt>{one.Key}</dt><dd>{one.Value}</dd></div>")))}</dl>"""
            );

    // The address, for whoever has the file alone: a browser sends no key along.
    private static Markup Cut(ArtifactMark mark) =>
        Markup.Of(
            $"""<p class="cut">Only the beginning of the {Words(mark.Part)} is here: all {Figures.Number(mark.Bytes)} bytes are at <code>{mark.Href}</code></p>"""
        );

    private static string Words(ArtifactPart part) =>
        part switch
        {
            ArtifactPart.RequestBody => "request's body",
            ArtifactPart.ResponseBody => "response's body",
            ArtifactPart.DbResult => "rows",
            ArtifactPart.Sent => "content sent",
            _ => "message",
        };

    private static Markup Truncated(HttpResponseRecord response) =>
        response.Truncated
            ? Markup.Of($"""<p class="cut">The body was longer than the step's limit: the rest was not recorded.</p>""")
            : Markup.None;

    private static string ReasonPhrase(int statusCode) => Microsoft.AspNetCore.WebUtilities.ReasonPhrases.GetReasonPhrase(statusCode);
}
