using System.Text.Json;
using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Features.Reports.Html;

/// <summary>Each scenario: path, timeline, steps. Those that passed are folded.</summary>
internal static class ScenariosSection
{
    public static void Write(HtmlText html, SuiteReport report)
    {
        html.Write($"""<section id="scenarios" aria-labelledby="h-scenarios"><h2 id="h-scenarios">Scenarios</h2>""");
        for (var i = 0; i < report.Runs.Count; i++)
        {
            Write(html, report.Runs[i], i + 1);
        }

        html.Write($"</section>\n");
    }

    private static void Write(HtmlText html, RunReport run, int number)
    {
        var open = run.Status is RunStatus.Passed or RunStatus.Skipped ? Markup.None : Markup.Of($" open=\"open\"");
        html.Write(
            $"""
            <details class="scenario t-{StatusBadge.NameOf(StatusBadge.ToneOf(run.Status))}" id="{Anchors.OfRun(number)}"{open}>
            <summary>{StatusBadge.Of(run.Status)} <h3><bdi>{run.ScenarioName}</bdi></h3> <span class="muted">{Figures.Count(
                run.Steps.Count,
                "step"
            )}, {Figures.Duration(run.DurationMs)}</span></summary>
            <div class="inside">
            <dl class="facts small">
            <div><dt>Status</dt><dd>{run.Reason ?? Legend.Of(run.Status)}</dd></div>
            <div><dt>Started</dt><dd>{Figures.Instant(run.StartedAt)}</dd></div>
            <div><dt>Scenario</dt><dd><code>{run.ScenarioKey}</code> version {run.ScenarioVersion}</dd></div>
            <div><dt>Correlation id</dt><dd><code>{run.CorrelationId}</code></dd></div>
            <div><dt>Run</dt><dd><code>{run.RunId.ToString()}</code></dd></div>
            <div><dt>Mode</dt><dd>{JsonNamingPolicy.SnakeCaseUpper.ConvertName(run.Mode.ToString())}</dd></div>{TakenOver(run)}
            </dl>
            """
        );
        if (run.Path is { Planned.Count: > 0 } path)
        {
            PathSection.Write(html, path);
        }

        StepsSection.Write(html, run, number);
        html.Write($"</div></details>\n");
    }

    private static Markup TakenOver(RunReport run) =>
        run.Attempt > 1
            ? Markup.Of(
                $"<div><dt>Executors</dt><dd>{run.Attempt}: the run was taken over {Figures.Count(run.Attempt - 1, "time")}</dd></div>"
            )
            : Markup.None;
}
