using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Features.Reports.Html;

/// <summary>What was tested where, how it went, and the totals.</summary>
internal static class HeaderSection
{
    public static void Write(HtmlText html, SuiteReport report)
    {
        html.Write(
            $"""
            <header class="page t-{StatusBadge.NameOf(StatusBadge.ToneOf(report.Status))}">
            <p class="kind">Orchestra suite report</p>
            <h1><bdi>{report.SuiteName}</bdi></h1>
            <p class="verdict">{StatusBadge.Of(report.Status)} <span>{Sentence(report)}</span></p>
            <dl class="facts">
            <div><dt>Environment</dt><dd><bdi>{report.Environment}</bdi></dd></div>
            <div><dt>Started</dt><dd>{Figures.Instant(report.StartedAt)}</dd></div>
            <div><dt>Finished</dt><dd>{Figures.Instant(report.FinishedAt)}</dd></div>
            <div><dt>Duration</dt><dd>{Figures.Duration(report.DurationMs)}</dd></div>
            <div><dt>Scenarios</dt><dd class="totals">{Markup.Join(report.Totals.OrderBy(total => total.Key).Select(Total))}</dd></div>
            <div><dt>Steps</dt><dd class="totals">{Markup.Join(StepTotals(report))}</dd></div>
            </dl>
            <nav aria-label="Sections"><a href="#problems">What broke</a> <a href="#overview">Overview</a> <a href="#coverage">Coverage</a> <a href="#scenarios">Scenarios</a> <a href="#about">Reading this report</a></nav>
            </header>

            """
        );
    }

    private static string Sentence(SuiteReport report)
    {
        var all = Figures.Count(report.Runs.Count, "scenario");
        int Count(params RunStatus[] states) => states.Sum(state => report.Totals.GetValueOrDefault(state));
        var failed = Count(RunStatus.Failed);
        var unjudged = Count(RunStatus.Broken, RunStatus.FailedStuck);
        return report.Status switch
        {
            SuiteRunStatus.Passed when report.Runs.Count == 0 => "The suite run has no scenarios: nothing was tested.",
            SuiteRunStatus.Passed => $"{Figures.Number(Count(RunStatus.Passed))} of {all} passed.",
            SuiteRunStatus.Failed when unjudged > 0 =>
                $"The system under test was wrong in {Figures.Number(failed)} of {all}; {Figures.Number(unjudged)} could not be judged.",
            SuiteRunStatus.Failed => $"The system under test was wrong in {Figures.Number(failed)} of {all}.",
            SuiteRunStatus.Broken => $"{Figures.Number(unjudged)} of {all} could not be judged.",
            SuiteRunStatus.Cancelled => $"Somebody stopped it: {Figures.Number(Count(RunStatus.Cancelled))} of {all} cancelled.",
            _ =>
                $"It has not ended: {Figures.Number(Count(RunStatus.Pending, RunStatus.Queued, RunStatus.InProgress))} of {all} still to come.",
        };
    }

    private static Markup Total(KeyValuePair<RunStatus, int> total) =>
        StatusBadge.Of(StatusBadge.ToneOf(total.Key), Figures.Number(total.Value) + " " + Lower(StatusBadge.WordOf(total.Key)));

    private static IEnumerable<Markup> StepTotals(SuiteReport report) =>
        report
            .Runs.SelectMany(run => run.Steps)
            .CountBy(step => step.Status)
            .OrderBy(total => total.Key)
            .Select(total =>
                StatusBadge.Of(StatusBadge.ToneOf(total.Key), Figures.Number(total.Value) + " " + Lower(StatusBadge.WordOf(total.Key)))
            );

    private static string Lower(string word) => char.ToLowerInvariant(word[0]) + word[1..];
}
