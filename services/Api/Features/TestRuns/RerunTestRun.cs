using Microsoft.AspNetCore.Http.HttpResults;
using Orchestra.Api.Data;
using Orchestra.Api.Planning;
using Orchestra.Api.Scheduling;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Artifacts;
using Orchestra.Runs.Intake;
using Orchestra.Runs.Reading;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.TestRuns;

/// <summary>POST /testruns/{id}/rerun: the same plan again, whole or from a step.</summary>
internal static class RerunTestRun
{
    public sealed record Request(int? FromStep);

    public static async Task<Accepted<CreateTestRun.Response>> HandleAsync(
        Guid id,
        Request? request,
        ApiDbContext db,
        UnitOfWork unitOfWork,
        TenantContext tenant,
        RunReader runs,
        ArtifactReader artifacts,
        SchedulerSignal scheduler,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var earlier = await EarlierRun.FindAsync(id, runs, tenant.TenantId, cancellationToken);
        var run = await AgainAsync(earlier, request?.FromStep, null, db, artifacts, tenant, time, cancellationToken);
        return await CreateTestRun.AcceptAsync(run, unitOfWork, tenant, scheduler, cancellationToken);
    }

    /// <summary>A run like an earlier one, that starts where it started or at <paramref name="start"/>.</summary>
    public static async Task<NewRun> AgainAsync(
        EarlierRun earlier,
        int? start,
        int? priority,
        ApiDbContext db,
        ArtifactReader artifacts,
        TenantContext tenant,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var runId = Guid.CreateVersion7(time.GetUtcNow());
        var plan = await earlier.PlanAsync(runId, db, cancellationToken);
        var priorities = await RunPriorities.FindAsync(db, cancellationToken);
        return new NewRun(
            runId,
            earlier.Row.ScenarioId,
            earlier.Row.ScenarioVersion,
            start is null ? earlier.Row.Mode : RunMode.FromStep,
            start ?? earlier.Row.StartStepIndex,
            priority is null ? Math.Min(earlier.Row.Priority, priorities.Most) : priorities.Of(priority),
            runId.ToString("N"),
            tenant.Principal.Subject,
            "rerun",
            start is { } step ? await earlier.StartingAtAsync(step, plan, artifacts, cancellationToken) : plan
        );
    }
}
