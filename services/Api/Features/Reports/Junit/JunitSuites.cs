using System.Globalization;
using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;

namespace Orchestra.Api.Features.Reports.Junit;

/// <summary>Maps a report to test suites, so that a reader sees green only where the report says PASSED.</summary>
internal static class JunitSuites
{
    /// <summary>Name of the case that stands for a run, or a suite run, whose steps do not show how it ended.</summary>
    private const string WholeRun = "(run)";

    public static IReadOnlyList<JunitSuite> Of(SuiteReport report)
    {
        var classNames = new UniqueNames();
        List<JunitSuite> suites = [.. report.Runs.Select(run => OfRun(report, run, classNames))];
        if (VerdictOfSuite(report, suites) is { } verdict)
        {
            suites.Add(new JunitSuite("(suite run)", HostOf(report.Environment), report.CreatedAt, report.DurationMs, [verdict]));
        }

        return suites;
    }

    private static JunitSuite OfRun(SuiteReport report, RunReport run, UniqueNames classNames)
    {
        // The key alone would be stable but unreadable in a list of failures; both are made from the path, never from the run.
        var className = classNames.Next($"{Segment(report.SuiteName)}.{Segment(run.ScenarioName)} [{Segment(run.ScenarioKey)}]");
        var names = new UniqueNames();
        List<JunitCase> cases = [.. run.Steps.Select(step => StepCases.Of(step, run, className, names.Next(OneLine(step.Alias))))];
        if (VerdictOf(run, cases, className) is { } verdict)
        {
            cases.Add(verdict with { Name = names.Next(WholeRun) });
        }

        return new JunitSuite(OneLine(run.ScenarioName), HostOf(run.Environment), run.StartedAt ?? run.CreatedAt, run.DurationMs, cases)
        {
            Properties =
            [
                new("environment", run.Environment),
                new("runId", run.RunId.ToString()),
                new("correlationId", run.CorrelationId),
                new("scenarioKey", run.ScenarioKey),
                new("scenarioVersion", run.ScenarioVersion.ToString(CultureInfo.InvariantCulture)),
                new("status", JunitText.Word(run.Status)),
            ],
        };
    }

    /// <summary>A case for the run itself where its steps alone would say something milder.</summary>
    private static JunitCase? VerdictOf(RunReport run, List<JunitCase> cases, string className)
    {
        var failed = cases.Exists(one => one.Outcome == JunitOutcome.Failure);
        var erred = cases.Exists(one => one.Outcome == JunitOutcome.Error);
        return run.Status switch
        {
            RunStatus.Passed when cases.Count > 0 => null,
            RunStatus.Passed => Case(JunitOutcome.Error, "the run has no steps: nothing was tested"),
            RunStatus.Failed when failed => null,
            RunStatus.Failed => Case(JunitOutcome.Failure, "the run failed, and none of its steps says why"),
            RunStatus.Skipped when cases.Count > 0 => null,
            RunStatus.Skipped => Case(JunitOutcome.Skipped, run.Reason ?? "what the run depends on can no longer be met"),
            RunStatus.Broken or RunStatus.FailedStuck or RunStatus.Cancelled when erred => null,
            RunStatus.Broken => Case(JunitOutcome.Error, "the run could not be judged"),
            RunStatus.FailedStuck => Case(JunitOutcome.Error, "the run's executors died more often than allowed"),
            RunStatus.Cancelled => Case(JunitOutcome.Error, run.Reason ?? "somebody stopped the run"),
            _ => Case(JunitOutcome.Error, "the run has not ended"),
        };

        JunitCase Case(JunitOutcome outcome, string message) =>
            new(className, WholeRun, null, outcome) { Type = JunitText.Word(run.Status), Message = message };
    }

    private static JunitCase? VerdictOfSuite(SuiteReport report, List<JunitSuite> suites)
    {
        var message = report.Status switch
        {
            SuiteRunStatus.Passed when suites.Count == 0 => "the suite run has no scenarios: nothing was tested",
            SuiteRunStatus.Passed => null,
            _ when suites.Exists(suite => suite.Count(JunitOutcome.Failure) + suite.Count(JunitOutcome.Error) > 0) => null,
            SuiteRunStatus.Pending or SuiteRunStatus.InProgress => "the suite run has not ended",
            SuiteRunStatus.Cancelled => "somebody stopped the suite run",
            SuiteRunStatus.Failed => "the suite run failed, and none of its runs says why",
            _ => "the suite run could not be judged",
        };
        if (message is null)
        {
            return null;
        }

        var outcome = report.Status == SuiteRunStatus.Failed ? JunitOutcome.Failure : JunitOutcome.Error;
        return new JunitCase(Segment(report.SuiteName), WholeRun, null, outcome)
        {
            Type = JunitText.Word(report.Status),
            Message = message,
        };
    }

    /// <summary>The place tested, not the machine that tested: it stays the same over executors.</summary>
    private static string HostOf(string environment) => string.IsNullOrWhiteSpace(environment) ? "unknown" : OneLine(environment);

    /// <summary>Readers split class names at dots into packages.</summary>
    private static string Segment(string name) => OneLine(name).Replace('.', '·');

    private static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
}
