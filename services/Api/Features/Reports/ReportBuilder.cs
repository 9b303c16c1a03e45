using System.Text.Json;
using Orchestra.Contracts;
using Orchestra.Contracts.Reports;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Masking;
using Orchestra.Runs.Journal;
using Orchestra.Runs.Reading;
using Orchestra.Runs.States;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.Reports;

/// <summary>Builds reports from the ledger alone: plan, steps, states.</summary>
internal sealed class ReportBuilder(RunReader runs)
{
    public async Task<SuiteReport> OfSuiteRunAsync(Guid tenantId, SuiteRunRow suiteRun, CancellationToken cancellationToken)
    {
        var reports = new List<RunReport>();
        foreach (var run in await runs.ListOfSuiteAsync(tenantId, suiteRun.Id, cancellationToken))
        {
            reports.Add(await OfRunAsync(tenantId, run, cancellationToken));
        }

        return new SuiteReport
        {
            SuiteRunId = suiteRun.Id,
            SuiteId = suiteRun.SuiteId,
            SuiteName = suiteRun.SuiteName,
            Environment = suiteRun.EnvironmentName,
            Status = suiteRun.Status,
            CreatedAt = suiteRun.CreatedAt,
            StartedAt = suiteRun.StartedAt,
            FinishedAt = suiteRun.FinishedAt,
            DurationMs = (suiteRun.FinishedAt - suiteRun.StartedAt)?.TotalMilliseconds,
            Coverage = suiteRun.Details["coverage"].Deserialize<SuiteCoverage>(OrchestraJson.Options),
            Unbound = suiteRun.Details["unbound"].Deserialize<List<UnboundTask>>(OrchestraJson.Options) ?? [],
            Totals = TotalsOf(reports),
            Runs = reports,
        };
    }

    public async Task<RunReport> OfRunAsync(Guid tenantId, RunRow run, CancellationToken cancellationToken)
    {
        var plan = await runs.PlanAsync(tenantId, run.Id, cancellationToken) ?? throw ApiException.NotFound("run");
        var entries = (await runs.StepsAsync(tenantId, run.Id, cancellationToken)).ToLookup(entry => entry.StepIndex);
        var masker = new Masker(plan.Environment.Mask);
        var steps = plan.Steps.Select(step => StepOf(step, [.. entries[step.OrderIndex]], masker)).ToList();
        return new RunReport
        {
            RunId = run.Id,
            SuiteRunId = run.SuiteRunId,
            ScenarioKey = plan.ScenarioKey,
            ScenarioName = plan.ScenarioName,
            ScenarioVersion = run.ScenarioVersion,
            Environment = plan.Environment.Name,
            Mode = run.Mode,
            Status = run.Status,
            CorrelationId = run.CorrelationId,
            Attempt = run.Attempt,
            CreatedAt = run.CreatedAt,
            StartedAt = run.StartedAt,
            FinishedAt = run.FinishedAt,
            DurationMs = (run.FinishedAt - run.StartedAt)?.TotalMilliseconds,
            Steps = steps,
            Path = PathOf(plan, steps),
        };
    }

    /// <summary>A single run in the frame of a suite's report, for the formats that know suites only.</summary>
    public static SuiteReport AsSuite(RunReport run) =>
        new()
        {
            SuiteRunId = run.RunId,
            SuiteId = run.RunId,
            SuiteName = run.ScenarioName,
            Environment = run.Environment,
            Status = RunVerdict.OfSuite([run.Status]),
            CreatedAt = run.CreatedAt,
            StartedAt = run.StartedAt,
            FinishedAt = run.FinishedAt,
            DurationMs = run.DurationMs,
            Totals = TotalsOf([run]),
            Runs = [run],
        };

    private static Dictionary<RunStatus, int> TotalsOf(IReadOnlyList<RunReport> runs) =>
        runs.GroupBy(run => run.Status).OrderBy(group => group.Key).ToDictionary(group => group.Key, group => group.Count());

    private static StepReport StepOf(ScenarioStep step, IReadOnlyList<StepEntry> attempts, Masker masker)
    {
        var last = attempts.Count == 0 ? null : attempts[^1];
        return new StepReport
        {
            Index = step.OrderIndex,
            Alias = step.Alias,
            Name = step.Name,
            Kind = step.Kind,
            ChannelType = step.ChannelType,
            NodeId = step.NodeId,
            Endpoint = step.EndpointRef?.EndpointName,
            Status = last?.Status ?? StepStatus.Pending,
            Attempts = attempts.Count,
            Sends = last?.Sends ?? 0,
            StartedAt = last?.StartedAt,
            DurationMs = last?.DurationMs,
            Payload = masker.Shown(last?.Payload ?? new StepPayload()),
        };
    }

    private static PathComparison PathOf(RunPlan plan, List<StepReport> steps)
    {
        var observed = steps.SelectMany(step => step.Payload.ObservedEdges ?? []).ToHashSet(StringComparer.Ordinal);
        // Only a rule that was looked at and did not hold tells that the SUT went another way; an error or no answer tells nothing.
        var broken = plan
            .Steps.Where((_, i) => steps[i].Payload.Violations.Any(violation => violation.Type == ViolationType.BusinessRuleViolation))
            .SelectMany(step => step.Action.Meta.Evidence ?? [])
            .ToHashSet(StringComparer.Ordinal);
        return new PathComparison(
            plan.Edges,
            [.. plan.Edges.Where(observed.Contains)],
            [.. plan.Edges.Where(edge => broken.Contains(edge) && !observed.Contains(edge))],
            [.. plan.Edges.Where(edge => !broken.Contains(edge) && !observed.Contains(edge))]
        );
    }
}
