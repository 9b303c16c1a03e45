using System.Text;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Planning;
using Orchestra.Api.Validation;
using Orchestra.Contracts;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Execution;
using Orchestra.Runs.Artifacts;
using Orchestra.Runs.Journal;
using Orchestra.Runs.Reading;
using Orchestra.Runs.States;
using Orchestra.ServiceDefaults.Errors;
using ExecutionContext = Orchestra.Engine.Execution.ExecutionContext;

namespace Orchestra.Api.Features.TestRuns;

/// <summary>
/// A run that is run again, whole or from a step: its plan as it was frozen, and the results that its journal holds, as its own steps
/// read them.
/// </summary>
internal sealed class EarlierRun(RunRow row, RunPlan plan, IReadOnlyList<StepEntry> journal, Guid tenantId)
{
    private const int MaxBytes = 16 * 1024 * 1024;

    public RunRow Row => row;

    /// <exception cref="ApiException">404 for a run that the tenant does not have.</exception>
    public static async Task<EarlierRun> FindAsync(Guid id, RunReader runs, Guid tenantId, CancellationToken cancellationToken)
    {
        // The state first: of a run that has ended, the journal cannot change any more.
        var row = await runs.FindAsync(tenantId, id, cancellationToken) ?? throw ApiException.NotFound("run");
        var plan = await runs.PlanAsync(tenantId, id, cancellationToken) ?? throw ApiException.NotFound("run");
        return new EarlierRun(row, plan, await runs.StepsAsync(tenantId, id, cancellationToken), tenantId);
    }

    /// <summary>The plan once more, with random values of its own; what was deleted or closed since then is not reached by it.</summary>
    /// <exception cref="ApiException">409 where its scenario or environment is gone, 400 where the tenant's ceiling was lowered.</exception>
    public async Task<RunPlan> PlanAsync(Guid newRunId, ApiDbContext db, CancellationToken cancellationToken)
    {
        if (!await db.Scenarios.AnyAsync(scenario => scenario.Id == row.ScenarioId, cancellationToken))
        {
            throw new ApiException(ErrorCode.Conflict, $"the scenario of run {row.Id} was deleted: it cannot run again");
        }

        var name = plan.Environment.Name;
        if (!await db.Environments.AnyAsync(environment => environment.Name == name, cancellationToken))
        {
            throw new ApiException(
                ErrorCode.Conflict,
                $"the environment '{name}' of run {row.Id} was deleted: start a new run with another"
            );
        }

        await OutboundCeiling.DemandInsideAsync(db, name, plan.Environment.Allow, cancellationToken);
        return plan with { Seed = RunPlanner.SeedOf(newRunId) };
    }

    /// <summary>The same, with the results of the steps before <paramref name="start"/>.</summary>
    /// <exception cref="ApiException">409 for a run that has not ended, 400 with every step that stands in the way.</exception>
    public async Task<RunPlan> StartingAtAsync(int start, RunPlan again, ArtifactReader artifacts, CancellationToken cancellationToken)
    {
        if (!RunTransitions.IsFinal(row.Status))
        {
            throw new ApiException(
                ErrorCode.Conflict,
                $"run {row.Id} is {WireNames.Of(row.Status)}: its results can be used once it has ended; wait, or cancel it"
            );
        }

        var faults = new FaultList()
            .Demand(
                start >= 0 && start < plan.Steps.Count,
                "startStepIndex",
                $"startStepIndex must be from 0 to {Math.Max(plan.Steps.Count - 1, 0)}, the scenario's last step"
            )
            .Demand(
                row.Mode != RunMode.SingleStep,
                "fromRunId",
                $"run {row.Id} ran one step with a context that was given: there are no results of others to use"
            );
        faults.ThrowIfAny("the run is not valid");
        var before = plan.Steps.Where(step => step.OrderIndex < start).ToList();
        var context = Fold(before, await WholeAsync(start, artifacts, cancellationToken), faults);
        CheckFlights(before, start, faults);
        CheckReads(context, start, faults);
        faults.ThrowIfAny($"run {row.Id} cannot be run from step {start}");
        var initial = context.ResultsOf(Readable(before).Select(step => step.Alias).ToHashSet(StringComparer.Ordinal));
        DemandSmall(Encoding.UTF8.GetByteCount(initial.ToJsonString(OrchestraJson.Options)), start);

        initial["fromRunId"] = row.Id.ToString();
        return again with { InitialContext = initial };
    }

    private static void DemandSmall(long bytes, int start)
    {
        if (bytes > MaxBytes)
        {
            throw ApiException.BadRequest("startStepIndex", $"the results before step {start} are more than 16 MiB: start earlier");
        }
    }

    // The last attempt of each step before the start, with what the journal holds only the beginning of.
    private async Task<IReadOnlyDictionary<int, StepEntry>> WholeAsync(
        int start,
        ArtifactReader artifacts,
        CancellationToken cancellationToken
    )
    {
        var last = journal
            .Where(entry => entry.StepIndex < start)
            .GroupBy(entry => entry.StepIndex)
            .ToDictionary(row => row.Key, row => row.Last());
        DemandSmall(last.Values.SelectMany(entry => PayloadCut.Read(entry.Payload)).Sum(mark => mark.Bytes), start);
        foreach (var (index, entry) in last)
        {
            var contents = new Dictionary<ArtifactPart, byte[]>();
            foreach (var mark in PayloadCut.Read(entry.Payload))
            {
                contents[mark.Part] = await artifacts.ReadAsync(tenantId, row.Id, mark, cancellationToken);
            }

            last[index] = entry with { Payload = PayloadCut.Restore(entry.Payload, contents) };
        }

        return last;
    }

    private ExecutionContext Fold(List<ScenarioStep> before, IReadOnlyDictionary<int, StepEntry> rows, FaultList faults)
    {
        var identity = new RunIdentity(row.Id, default, row.CorrelationId, row.StartedAt ?? row.CreatedAt);
        var context = new ExecutionContext(plan, identity);
        foreach (var step in before)
        {
            var last = rows.GetValueOrDefault(step.OrderIndex);
            if (last is null && row.Mode == RunMode.FromStep && step.OrderIndex < row.StartStepIndex)
            {
                // It passed in the run before that one.
                continue;
            }

            faults.Demand(
                last?.Status is StepStatus.Passed or StepStatus.Flaky,
                "startStepIndex",
                $"step {step.OrderIndex} '{step.Alias}' {(last is null ? "did not run" : $"is {WireNames.Of(last.Status)}")} in run {row.Id}: start there or before it"
            );
            if (last is not null)
            {
                context.Fold(step, last.Status, last.Payload);
            }
        }

        return context;
    }

    // In the earlier run nobody could read its answer yet.
    private void CheckFlights(List<ScenarioStep> before, int start, FaultList faults)
    {
        foreach (var step in before.Where(step => step.Action.Mode == ActionMode.FireAndForget))
        {
            var barrier = plan.Steps.FirstOrDefault(barrier => Tracks(barrier, step) && barrier.OrderIndex >= start);
            faults.Demand(
                barrier is null || before.Exists(other => Tracks(other, step)),
                "startStepIndex",
                $"step {step.OrderIndex} '{step.Alias}' is in flight at step {start}: start there, or after its barrier '{barrier?.Alias}'"
            );
        }
    }

    // A header that is masked in the journal and a body that was cut are not what the earlier run's steps saw.
    private void CheckReads(ExecutionContext context, int start, FaultList faults)
    {
        var cut = journal
            .Where(entry => entry.StepIndex < start && entry.Payload.Response is { Truncated: true })
            .Select(entry => plan.Steps.First(step => step.OrderIndex == entry.StepIndex).Alias)
            .ToHashSet(StringComparer.Ordinal);
        var masked = context.ResultsOf([.. plan.Steps.Where(step => step.OrderIndex < start).Select(step => step.Alias)])[
            "withheld"
        ]!.AsArray();
        foreach (var step in plan.Steps.Where(step => step.OrderIndex >= start))
        {
            foreach (var reference in StepReferences.Of(step).Where(reference => reference is { Root: "steps", Name: not null }))
            {
                faults
                    .Demand(
                        !cut.Contains(reference.Name!) || !reference.Path.Contains(".body", StringComparison.Ordinal),
                        "startStepIndex",
                        $"step {step.OrderIndex} '{step.Alias}' reads {reference.Path}, which was cut at its limit in run {row.Id}: start at '{reference.Name}' or before it"
                    )
                    .Demand(
                        !masked.Any(path => ReadsHeader(reference, $"{path}")),
                        "startStepIndex",
                        $"step {step.OrderIndex} '{step.Alias}' reads {reference.Path}, which is masked in run {row.Id}, and a mask is no value: start at '{reference.Name}' or before it"
                    );
            }
        }
    }

    private static bool ReadsHeader(Engine.Language.Templates.TemplateReference reference, string masked)
    {
        var name = masked.Split('\'')[^2];
        return masked.StartsWith($"$['steps']['{reference.Name}']", StringComparison.Ordinal)
            && reference.Path.Contains("headers", StringComparison.Ordinal)
            && reference.Path.Contains(name, StringComparison.Ordinal);
    }

    // What no barrier before the start waited for was read by nobody.
    private static IEnumerable<ScenarioStep> Readable(List<ScenarioStep> before) =>
        before.Where(step => step.Action.Mode != ActionMode.FireAndForget || before.Exists(barrier => Tracks(barrier, step)));

    private static bool Tracks(ScenarioStep barrier, ScenarioStep step) =>
        barrier.Kind == StepKind.Barrier && (barrier.Action.Meta.TrackedSteps ?? []).Contains(step.Alias, StringComparer.Ordinal);
}
