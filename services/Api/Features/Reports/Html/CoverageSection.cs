using System.Globalization;
using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Api.Features.Reports.Html;

/// <summary>What the suite covers of its process, and what it does not.</summary>
internal static class CoverageSection
{
    public static void Write(HtmlText html, SuiteReport report)
    {
        html.Write($"""<section id="coverage" aria-labelledby="h-coverage"><h2 id="h-coverage">Coverage of the process</h2>""");
        if (report.Coverage is { } coverage)
        {
            Write(html, coverage);
        }
        else
        {
            html.Write($"""<p class="none">No coverage is recorded for this suite.</p>""");
        }

        if (report.Unbound.Count > 0)
        {
            html.Write(
                $"""<h3>Tasks without a step: {report.Unbound.Count}</h3><p>No endpoint was good enough, so nothing tests them.</p><ul class="plain">{Markup.Join(
                    report.Unbound.Select(Unbound)
                )}</ul>"""
            );
        }

        html.Write($"</section>\n");
    }

    private static void Write(HtmlText html, SuiteCoverage coverage)
    {
        var minimal =
            coverage.Scenarios <= coverage.LowerBound
                ? "No smaller suite covers the same."
                : $"No suite that covers the same can be smaller than {Figures.Number(coverage.LowerBound)}.";
        html.Write(
            $"""
            <p class="lead">{Figures.Count(coverage.Scenarios, "scenario")}. {minimal} <span class="muted">Lower bound: {coverage.LowerBound}.</span></p>
            <div class="coverage">{Count("Nodes", "reached", coverage.Nodes)}{Count("Edges", "taken", coverage.Edges)}{Count(
                "Decisions",
                "outcomes seen",
                coverage.Decisions
            )}{(coverage.Pairs is { } pairs ? Count("Pairs", "of outcomes", pairs) : Markup.None)}</div>
            """
        );
        if (coverage.Infeasible.Count > 0)
        {
            html.Write(
                $"""<h3>Cannot be covered: {coverage.Infeasible.Count}</h3><ul class="plain">{Markup.Join(
                    coverage.Infeasible.Select(one => Markup.Of($"<li><code>{one.NodeId}</code> <bdi>{one.Reason}</bdi></li>"))
                )}</ul>"""
            );
        }
    }

    private static Markup Count(string name, string what, CoverageCount count)
    {
        var share = count.Total == 0 ? 1 : Math.Clamp((double)count.Covered / count.Total, 0, 1);
        var tone = count.Covered >= count.Total ? Tone.Good : Tone.Flaky;
        var missing =
            count.Missing.Count == 0
                ? Markup.Of($"""<p class="missing">{StatusBadge.Icon(Tone.Good)} none missing</p>""")
                : Markup.Of($"""<p class="missing">Missing: {Ids(count.Missing)}</p>""");
        return Markup.Of(
            $"""
            <div class="count t-{StatusBadge.NameOf(
                tone
            )}"><h3>{name} <span class="muted">{what}</span></h3><p class="figure">{count.Covered}<span>/{count.Total}</span> <span class="share">{Figures.Percent(
                Math.Floor(share * 1000) / 1000
            )}</span></p><svg class="meter" aria-hidden="true"><rect width="{Figures.Percent(share)}" height="100%"/></svg>{missing}</div>
            """
        );
    }

    private static Markup Ids(IEnumerable<string> ids) => Markup.Join(ids.Select(id => Markup.Of($"<code>{id}</code> ")));

    private static Markup Unbound(UnboundTask task) =>
        task.Best is { } best
            ? Markup.Of(
                $"""<li><code>{task.NodeId}</code> <bdi>{task.Name}</bdi> <span class="muted">best candidate: {best.EndpointName} ({best.Score.ToString(
                    "0.00",
                    CultureInfo.InvariantCulture
                )})</span></li>"""
            )
            : Markup.Of($"""<li><code>{task.NodeId}</code> <bdi>{task.Name}</bdi> <span class="muted">no candidate</span></li>""");
}
