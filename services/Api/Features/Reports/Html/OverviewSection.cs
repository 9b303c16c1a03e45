using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Features.Reports.Html;

/// <summary>Every scenario in one row, its time drawn on the suite's.</summary>
internal static class OverviewSection
{
    public static void Write(HtmlText html, SuiteReport report)
    {
        var scale = TimeScale.Over(report.Runs.Select(run => (run.StartedAt, run.DurationMs)));
        html.Write(
            $"""
            <section id="overview" aria-labelledby="h-overview"><h2 id="h-overview">Overview</h2>
            <div class="scroll" role="region" aria-labelledby="h-overview" tabindex="0"><table class="overview">
            <thead><tr><th scope="col">Status</th><th scope="col">Scenario</th><th scope="col" class="num">Steps passed</th><th scope="col">First problem</th><th scope="col" class="time">{scale.Axis()}<span class="sr">Timeline</span></th><th scope="col" class="num">Duration</th></tr></thead>
            <tbody>
            """
        );
        for (var i = 0; i < report.Runs.Count; i++)
        {
            WriteRow(html, report.Runs[i], i + 1, scale);
        }

        html.Write($"</tbody></table></div></section>\n");
    }

    private static void WriteRow(HtmlText html, RunReport run, int number, TimeScale scale)
    {
        var passed = run.Steps.Count(step => step.Status is StepStatus.Passed or StepStatus.Flaky);
        html.Write(
            $"""
            <tr><td>{StatusBadge.Of(run.Status)}</td><th scope="row"><a href="#{Anchors.OfRun(
                number
            )}"><bdi>{run.ScenarioName}</bdi></a></th><td class="num">{passed} of {run.Steps.Count}</td><td>{FirstProblem(run, number)}</td><td class="time">{scale.Bar(
                run.StartedAt,
                run.DurationMs,
                StatusBadge.ToneOf(run.Status)
            )}</td><td class="num">{Figures.Duration(run.DurationMs)}</td></tr>

            """
        );
    }

    private static Markup FirstProblem(RunReport run, int number) =>
        run.Steps.FirstOrDefault(Problem.Needs) is { } step
            ? Markup.Of($"""<a href="#{Anchors.OfStep(number, step)}"><bdi>{step.Name}</bdi></a>""")
            : Markup.Of($"–");
}
