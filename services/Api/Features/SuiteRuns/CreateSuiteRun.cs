using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Planning;
using Orchestra.Api.Scheduling;
using Orchestra.Api.Validation;
using Orchestra.Contracts;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Intake;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.SuiteRuns;

/// <summary>POST /suiteruns: plans every scenario of the suite and accepts all runs in one commit.</summary>
internal static class CreateSuiteRun
{
    public sealed record Request(Guid SuiteId, Guid EnvironmentId, string? DataSetTag, RunMode? Mode);

    public sealed record Response(Guid Id, SuiteRunStatus Status, IReadOnlyList<Guid> RunIds);

    public static async Task<Accepted<Response>> HandleAsync(
        Request request,
        ApiDbContext db,
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
        var planner = new RunPlanner(db);
        var context = await planner.PrepareAsync(
            suite,
            new RunRequest(request.EnvironmentId, null, request.DataSetTag, mode),
            cancellationToken
        );
        var now = time.GetUtcNow();
        var suiteRunId = Guid.CreateVersion7(now);
        var runs = new List<NewRun>();
        foreach (var (scenario, version) in await ScenariosAsync(suite.Id, db, cancellationToken))
        {
            var runId = Guid.CreateVersion7(now);
            var plan = await planner.PlanAsync(version.Body, context, runId, cancellationToken);
            runs.Add(
                new NewRun(
                    runId,
                    scenario.Id,
                    version.Version,
                    mode,
                    0,
                    context.Priorities.Of(null),
                    runId.ToString("N"),
                    tenant.Principal.Subject,
                    "suite",
                    plan,
                    suiteRunId,
                    scenario.Position
                )
            );
        }

        if (runs.Count == 0)
        {
            throw new ApiException(ErrorCode.BadRequest, "the suite has no active scenarios to run");
        }

        var suiteRun = new NewSuiteRun(
            suiteRunId,
            suite.Id,
            suite.Name,
            context.Environment.Name,
            mode,
            DetailsOf(suite),
            tenant.Principal.Subject,
            runs
        );
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
            $"/api/v1/suiteruns/{suiteRunId}",
            new Response(suiteRunId, SuiteRunStatus.Pending, [.. runs.Select(run => run.Id)])
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

    private static JsonObject DetailsOf(Suite suite) =>
        new()
        {
            ["coverage"] = JsonSerializer.SerializeToNode(suite.Coverage, OrchestraJson.Options),
            ["unbound"] = JsonSerializer.SerializeToNode(suite.Unbound, OrchestraJson.Options),
        };
}
