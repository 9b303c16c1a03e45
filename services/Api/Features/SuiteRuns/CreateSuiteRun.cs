using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Planning;
using Orchestra.Api.Scheduling;
using Orchestra.Api.Validation;
using Orchestra.Contracts.Runs;
using Orchestra.Engine.Plugins;
using Orchestra.Runs.Intake;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.SuiteRuns;

/// <summary>POST /suiteruns: plans every scenario of the suite and what waits for what, and accepts all runs in one commit.</summary>
internal static class CreateSuiteRun
{
    public sealed record Request(Guid SuiteId, Guid EnvironmentId, string? DataSetTag, RunMode? Mode, bool? StopOnFailure);

    public sealed record Response(Guid Id, SuiteRunStatus Status, IReadOnlyList<Guid> RunIds);

    public static async Task<Accepted<Response>> HandleAsync(
        Request request,
        ApiDbContext db,
        PluginRegistry plugins,
        UnitOfWork unitOfWork,
        TenantContext tenant,
        SchedulerSignal scheduler,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var mode = request.Mode ?? RunMode.RunAllSteps;
        new FaultList()
            .Id(request.SuiteId, "suiteId")
            .Id(request.EnvironmentId, "environmentId")
            .OptionalText(request.DataSetTag, "dataSetTag", 100)
            .Demand(
                mode is RunMode.RunAllSteps or RunMode.StopOnFirstFailure,
                "mode",
                "mode must be RUN_ALL_STEPS or STOP_ON_FIRST_FAILURE"
            )
            .ThrowIfAny("the suite run is not valid");
        var suite =
            await db.Suites.AsNoTracking().SingleOrDefaultAsync(row => row.Id == request.SuiteId, cancellationToken)
            ?? throw ApiException.NotFound("suite");
        var scenarios = await ScenariosAsync(suite.Id, db, cancellationToken);
        var draft = await SuiteRunDraft.PlanAsync(
            new RunPlanner(db, plugins),
            suite,
            scenarios,
            new SuiteRunSettings(request.EnvironmentId, request.DataSetTag, mode, request.StopOnFailure ?? false),
            (tenant.Principal.Subject, "suite", time.GetUtcNow()),
            cancellationToken
        );
        if (draft.Runs.Count == 0)
        {
            throw new ApiException(ErrorCode.BadRequest, "the suite has no active scenarios to run");
        }

        var graph = SuiteGraph.Of([.. scenarios.Zip(draft.Runs, (pair, run) => (pair.Version.Body, run.Id))]);
        return await AcceptAsync(draft with { Dependencies = graph }, unitOfWork, tenant, scheduler, cancellationToken);
    }

    /// <summary>Accepts a suite run with all its runs.</summary>
    public static async Task<Accepted<Response>> AcceptAsync(
        NewSuiteRun suiteRun,
        UnitOfWork unitOfWork,
        TenantContext tenant,
        SchedulerSignal scheduler,
        CancellationToken cancellationToken
    )
    {
        await unitOfWork.RunAsync(
            async () =>
            {
                await RunIntake.CreateAsync(
                    await unitOfWork.ConnectionAsync(cancellationToken),
                    tenant.TenantId,
                    suiteRun,
                    cancellationToken
                );
                unitOfWork.OnCommitted(scheduler.WorkArrived);
                return true;
            },
            cancellationToken
        );
        return TypedResults.Accepted(
            $"/api/v1/suiteruns/{suiteRun.Id}",
            new Response(suiteRun.Id, SuiteRunStatus.Pending, [.. suiteRun.Runs.Select(run => run.Id)])
        );
    }

    private static async Task<List<(Scenario Scenario, ScenarioVersion Version)>> ScenariosAsync(
        Guid suiteId,
        ApiDbContext db,
        CancellationToken cancellationToken
    )
    {
        var rows = await db
            .Scenarios.AsNoTracking()
            .Where(row => row.SuiteId == suiteId && row.Active)
            .Join(
                db.ScenarioVersions.AsNoTracking(),
                row => new { Id = row.Id, Version = row.RunVersion },
                version => new { Id = version.ScenarioId, Version = (int?)version.Version },
                (row, version) => new { row, version }
            )
            .OrderBy(pair => pair.row.Position)
            .ToListAsync(cancellationToken);
        return [.. rows.Select(pair => (pair.row, pair.version))];
    }
}
