using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Features.Reports.Html;

/// <summary>How to read the report, and which one it is.</summary>
internal static class FooterSection
{
    private static readonly StepStatus[] _states =
    [
        StepStatus.Passed,
        StepStatus.Flaky,
        StepStatus.Failed,
        StepStatus.Broken,
        StepStatus.Unknown,
        StepStatus.Skipped,
        StepStatus.Pending,
        StepStatus.Running,
    ];

    public static void Write(HtmlText html, SuiteReport report)
    {
        html.Write(
            $"""
            <footer id="about"><h2>Reading this report</h2>
            <dl class="legend">{Markup.Join(
                _states.Select(state => Markup.Of($"<div><dt>{StatusBadge.Of(state)}</dt><dd>{Legend.Of(state)}</dd></div>"))
            )}</dl>
            <p>••• stands for what is not shown: credentials in headers and queries, and the body fields that the environment masks. Characters that cannot be seen are shown as their pictures (␛) or codes (⟨U+202E⟩). Bars are to scale; times are UTC.</p>
            <p class="muted">Suite run <code>{report.SuiteRunId.ToString()}</code>, suite <code>{report.SuiteId.ToString()}</code>, accepted {Figures.Instant(
                report.CreatedAt
            )}.</p></footer>

            """
        );
    }
}
