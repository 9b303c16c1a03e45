using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.States;

namespace Orchestra.Api.Features.Reports.Html;

/// <summary>A step that needs somebody's eye, or a run whose steps do not show why it did not pass.</summary>
/// <param name="Run">The run.</param>
/// <param name="RunNumber">Its position in the report, from 1.</param>
/// <param name="Step">The step; null when it is the run itself.</param>
internal sealed record Problem(RunReport Run, int RunNumber, StepReport? Step)
{
    /// <summary>Every problem in the order of the report.</summary>
    public static IReadOnlyList<Problem> Of(SuiteReport report) => [.. report.Runs.SelectMany((run, i) => Of(run, i + 1))];

    public static bool Needs(StepReport step) => step.Status is StepStatus.Failed or StepStatus.Broken or StepStatus.Unknown;

    private static List<Problem> Of(RunReport run, int number)
    {
        List<Problem> problems = [.. run.Steps.Where(Needs).Select(step => new Problem(run, number, step))];
        var bad = run.Status is not (RunStatus.Passed or RunStatus.Skipped) && RunTransitions.IsFinal(run.Status);
        return bad && problems.Count == 0 ? [new Problem(run, number, null)] : problems;
    }
}
