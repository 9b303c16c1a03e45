using System.Runtime.CompilerServices;
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
    /// <summary>The whole report of a suite run, for the formats that need all of it at once: bodies are cut (<see cref="BodyCut"/>).</summary>
    public async Task<SuiteReport> OfSuiteRunAsync(Guid tenantId, SuiteRunRow suiteRun, CancellationToken cancellationToken)
    {
        var rows = await runs.ListOfSuiteAsync(tenantId, suiteRun.Id, cancellationToken);
        var reports = new List<RunReport>();
        foreach (var run in rows)
        {
            reports.Add(await OfRunAsync(tenantId, run, cutBodies: true, cancellationToken));
        }

        return FrameOf(suiteRun, rows) with
        {
            Runs = reports,
        };
    }

    /// <summary>The report of a suite run without its runs, and these one by one: a suite's bodies together need not fit into memory.</summary>
    public async Task<(SuiteReport Frame, IAsyncEnumerable<RunReport> Runs)> EachOfSuiteRunAsync(
        Guid tenantId,
        SuiteRunRow suiteRun,
        CancellationToken cancellationToken
    )
    {
        var rows = await runs.ListOfSuiteAsync(tenantId, suiteRun.Id, cancellationToken);
        return (FrameOf(suiteRun, rows), EachAsync(cancellationToken));

        async IAsyncEnumerable<RunReport> EachAsync([EnumeratorCancellation] CancellationToken token)
        {
            foreach (var run in rows)
            {
                yield return await OfRunAsync(tenantId, run, cutBodies: false, token);
            }
        }
    }

    public async Task<RunReport> OfRunAsync(Guid tenantId, RunRow run, bool cutBodies, CancellationToken cancellationToken)
    {
        var plan = await runs.PlanAsync(tenantId, run.Id, cancellationToken) ?? throw ApiException.NotFound("run");
        var masker = new Masker(plan.Environment.Mask);
        // A report tells of each step's last attempt; it is masked while it is whole, and cut before the next row is read.
        var last = new Dictionary<int, StepEntry>();
        var curls = new Dictionary<int, string?>();
        var attempts = new Dictionary<int, int>();
        await foreach (var entry in runs.EachStepAsync(tenantId, run.Id, cancellationToken))
        {
            var shown = ArtifactLinks.Of(masker.Shown(entry.Payload), run.Id, entry.StepIndex);
            last[entry.StepIndex] = entry with { Payload = cutBodies ? BodyCut.Of(shown) : shown };
            curls[entry.StepIndex] = CurlCommand.OfStep(shown);
            attempts[entry.StepIndex] = attempts.GetValueOrDefault(entry.StepIndex) + 1;
        }

        var steps = plan
            .Steps.Select(step =>
                StepOf(step, run, plan, last.GetValueOrDefault(step.OrderIndex), attempts.GetValueOrDefault(step.OrderIndex)) with
                {
                    Curl = curls.GetValueOrDefault(step.OrderIndex),
                }
            )
            .ToList();
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
            Reason = run.Status is RunStatus.Skipped or RunStatus.Cancelled ? run.Reason : null,
            CorrelationId = run.CorrelationId,
            Attempt = run.Attempt,
            CreatedAt = run.CreatedAt,
            StartedAt = run.StartedAt,
            FinishedAt = run.FinishedAt,
            DurationMs = (run.FinishedAt - run.StartedAt)?.TotalMilliseconds,
            Steps = steps,
            Path = PathComparer.Compare(plan, steps),
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
            Totals = TotalsOf([run.Status]),
            Runs = [run],
        };

    private static SuiteReport FrameOf(SuiteRunRow suiteRun, IReadOnlyList<RunRow> rows) =>
        new()
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
            Totals = TotalsOf(rows.Select(row => row.Status)),
            Runs = [],
        };

    private static Dictionary<RunStatus, int> TotalsOf(IEnumerable<RunStatus> statuses) =>
        statuses.GroupBy(status => status).OrderBy(group => group.Key).ToDictionary(group => group.Key, group => group.Count());

    // What lies before the run's start, or beside its only step, is not waited for.
    private static string? WhyNotPartOf(ScenarioStep step, RunRow run, RunPlan plan) =>
        run.Mode switch
        {
            _ when run.Status == RunStatus.Skipped => run.Reason ?? "the run was skipped",
            RunMode.SingleStep when step.OrderIndex != run.StartStepIndex =>
                $"not part of this run: it runs step {run.StartStepIndex} alone",
            RunMode.FromStep when step.OrderIndex < run.StartStepIndex =>
                $"not part of this run: its result is that of run {plan.InitialContext?["fromRunId"]}",
            _ when step.OrderIndex < run.StartStepIndex => $"the run starts at step {run.StartStepIndex}",
            _ => null,
        };

    private static StepReport StepOf(ScenarioStep step, RunRow run, RunPlan plan, StepEntry? last, int attempts) =>
        new()
        {
            Index = step.OrderIndex,
            Alias = step.Alias,
            Name = step.Name,
            Kind = step.Kind,
            ChannelType = step.ChannelType,
            NodeId = step.NodeId,
            Endpoint = step.EndpointRef?.EndpointName,
            Status = last?.Status ?? (WhyNotPartOf(step, run, plan) is null ? StepStatus.Pending : StepStatus.Skipped),
            Attempts = attempts,
            Sends = last?.Sends ?? 0,
            StartedAt = last?.StartedAt,
            DurationMs = last?.DurationMs,
            Payload = last?.Payload ?? new StepPayload { Reason = WhyNotPartOf(step, run, plan) },
        };
}
