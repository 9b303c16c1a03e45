using System.Globalization;
using Orchestra.Cli.Offline;
using Orchestra.Contracts;
using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;

namespace Orchestra.Cli.Server;

/// <summary>What broke and where, for people.</summary>
internal static class RunSummary
{
    private const int LongestValue = 300;

    public static void Write(RunOutcome outcome, CliConsole console)
    {
        var table = new ResultTable("scenario", "status", "steps", "time");
        foreach (var run in outcome.Runs)
        {
            var passed = run.Steps.Count(step => step.Status is StepStatus.Passed or StepStatus.Flaky);
            table.Add(run.ScenarioName, WireNames.Of(run.Status), $"{passed}/{run.Steps.Count}", Duration(run.DurationMs));
        }

        console.Table(table);
        foreach (var run in outcome.NotPassed)
        {
            WriteRun(run, console);
        }

        if (outcome.Coverage is { } coverage)
        {
            SuiteText.WriteCoverage(coverage, console);
        }

        WritePaths(outcome.Runs, console);
        SuiteText.WriteUnbound(outcome.Unbound, console);
        var good = outcome.Runs.Count - outcome.NotPassed.Count();
        console.Result(
            $"{outcome.Status}: {outcome.Title} in environment {outcome.Environment}: {good} of {outcome.Runs.Count} scenario(s) passed, {Duration(outcome.DurationMs)}"
        );
    }

    private static void WriteRun(RunReport run, CliConsole console)
    {
        console.Result($"{WireNames.Of(run.Status)}  {run.ScenarioName}");
        if (run.Reason is { } why)
        {
            console.Result($"  {why}");
        }

        foreach (var step in run.Steps.Where(step => step.Status is StepStatus.Failed or StepStatus.Broken or StepStatus.Unknown))
        {
            console.Result($"  step {step.Index + 1} \"{step.Name}\" ({step.Alias}) {step.Endpoint}: {WireNames.Of(step.Status)}");
            foreach (var violation in step.Payload.Violations)
            {
                WriteViolation(violation, console);
            }

            if (step.Payload.Violations.Count == 0 && step.Payload.Reason is { } reason)
            {
                console.Result($"    {reason}");
            }
        }

        foreach (var edge in (run.Path?.Broken ?? []).Distinct(StringComparer.Ordinal))
        {
            console.Result($"  the path left the plan at flow {edge}");
        }
    }

    // Planned against actual, over all runs: what nobody looked at is as telling as what held.
    private static void WritePaths(IReadOnlyList<RunReport> runs, CliConsole console)
    {
        var paths = runs.Select(run => run.Path).OfType<PathComparison>().ToList();
        var decisions = paths.SelectMany(path => path.Decisions).ToList();
        if (decisions.Count > 0)
        {
            console.Result(
                $"decisions planned: {decisions.Count}; as planned: {Count(DecisionVerdict.AsPlanned)}, otherwise: {Count(DecisionVerdict.Otherwise)}, unobserved: {Count(DecisionVerdict.Unobserved)}"
            );
        }

        var planned = paths.Sum(path => path.Planned.Count);
        if (planned > 0)
        {
            console.Result(
                $"flows planned: {planned}; observed: {paths.Sum(path => path.Observed.Count)}, broken: {paths.Sum(path => path.Broken.Count)}, unobserved: {paths.Sum(path => path.Unobserved.Count)}"
            );
        }

        int Count(DecisionVerdict verdict) => decisions.Count(decision => decision.Verdict == verdict);
    }

    private static void WriteViolation(Violation violation, CliConsole console)
    {
        console.Result($"    {WireNames.Of(violation.Type)} {violation.Code}: {violation.Message}");
        if (violation.Expected is { } expected)
        {
            console.Result($"      expected {Shortened(expected.ToJsonString(OrchestraJson.Options))}");
        }

        if (violation.Actual is { } actual)
        {
            console.Result($"      actual   {Shortened(actual.ToJsonString(OrchestraJson.Options))}");
        }
    }

    private static string Shortened(string text) => text.Length <= LongestValue ? text : text[..LongestValue] + "…";

    private static string Duration(double? milliseconds) =>
        milliseconds is { } value ? string.Create(CultureInfo.InvariantCulture, $"{value / 1000:0.00} s") : "";
}
