using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Features.Reports.Html;

/// <summary>What broke, before anything else: where, and what was expected and seen.</summary>
internal static class ProblemsSection
{
    /// <summary>More than anybody reads in one go; the scenarios below show the others.</summary>
    private const int MostShown = 100;

    public static void Write(HtmlText html, SuiteReport report, IReadOnlyList<Problem> problems)
    {
        html.Write($"""<section id="problems" aria-labelledby="h-problems"><h2 id="h-problems">What broke</h2>""");
        if (problems.Count == 0)
        {
            var text = report.Status == SuiteRunStatus.Passed ? "Nothing: every step did what was expected." : "Nothing so far.";
            html.Write($"""<p class="none">{text}</p></section>""");
            return;
        }

        html.Write($"""<p class="lead">{Figures.Count(problems.Count, "problem")}, in the order of the suite.</p><ol class="problems">""");
        foreach (var problem in problems.Take(MostShown))
        {
            Write(html, problem);
        }

        html.Write($"</ol>");
        if (problems.Count > MostShown)
        {
            html.Write(
                $"""<p class="cut">{Figures.Count(problems.Count - MostShown, "more problem")}: see the scenarios marked in the overview.</p>"""
            );
        }

        html.Write($"</section>\n");
    }

    private static void Write(HtmlText html, Problem problem)
    {
        if (problem.Step is not { } step)
        {
            html.Write(
                $"""
                <li class="card t-{StatusBadge.NameOf(StatusBadge.ToneOf(problem.Run.Status))}"><h3>{StatusBadge.Of(
                    problem.Run.Status
                )} <a href="#{Anchors.OfRun(problem.RunNumber)}"><bdi>{problem.Run.ScenarioName}</bdi></a></h3><p class="reason">{problem.Run.Reason ?? Legend.Of(problem.Run.Status)}</p></li>
                """
            );
            return;
        }

        html.Write(
            $"""
            <li class="card t-{StatusBadge.NameOf(StatusBadge.ToneOf(step.Status))}">
            <h3>{StatusBadge.Of(step.Status)} <a href="#{Anchors.OfStep(problem.RunNumber, step)}"><bdi>{step.Name}</bdi></a> {Endpoint(step)}</h3>
            <p class="where">Step {step.Index + 1} of {problem.Run.Steps.Count}, <code>{step.Alias}</code>, in scenario <a href="#{Anchors.OfRun(
                problem.RunNumber
            )}"><bdi>{problem.Run.ScenarioName}</bdi></a></p>
            """
        );
        ViolationsSection.Write(html, step);
        html.Write($"</li>\n");
    }

    private static Markup Endpoint(StepReport step) =>
        step.Endpoint is { } endpoint ? Markup.Of($"""<code class="endpoint">{endpoint}</code>""") : Markup.None;
}
