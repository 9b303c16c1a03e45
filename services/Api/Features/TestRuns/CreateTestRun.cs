using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Planning;
using Orchestra.Api.Scheduling;
using Orchestra.Api.Validation;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Intake;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.TestRuns;

/// <summary>POST /testruns: freezes the plan and accepts the run, PENDING.</summary>
internal static class CreateTestRun
{
    public sealed record Request(
        Guid? ScenarioId,
        string? ScenarioTag,
        int? Version,
        Guid EnvironmentId,
        Guid? DataSetId,
        string? DataSetTag,
        RunMode? Mode,
        int? StartStepIndex,
        int? Priority
    );

    public sealed record Response(Guid Id, RunStatus Status, string CorrelationId);

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
            .Demand(
                request.ScenarioTag is not null || (request.ScenarioId ?? Guid.Empty) != Guid.Empty,
                "scenarioId",
                "scenarioId is required, or scenarioTag"
            )
            .OptionalText(request.ScenarioTag, "scenarioTag", 100)
            .Demand(request.ScenarioId is null || request.ScenarioTag is null, "scenarioTag", "name a scenario by id or by tag, not both")
            .Id(request.EnvironmentId, "environmentId")
            .OptionalText(request.DataSetTag, "dataSetTag", 100)
            .Demand(
                mode is RunMode.RunAllSteps or RunMode.StopOnFirstFailure,
                "mode",
                "mode must be RUN_ALL_STEPS or STOP_ON_FIRST_FAILURE"
            )
            .Demand(request.Priority is null or (>= 0 and <= 9), "priority", "priority must be from 0 to 9")
            .Demand(request.DataSetId is null || request.DataSetTag is null, "dataSetTag", "name a data set by id or by tag, not both")
            .ThrowIfAny("the run is not valid");
        var scenario = await ScenarioAsync(request, db, cancellationToken);
        var number =
            request.Version
            ?? scenario.RunVersion
            ?? throw new ApiException(
                ErrorCode.Conflict,
                $"every version of scenario '{scenario.Name}' is deprecated: publish one, or name one with version"
            );
        var version =
            await db
                .ScenarioVersions.AsNoTracking()
                .SingleOrDefaultAsync(row => row.ScenarioId == scenario.Id && row.Version == number, cancellationToken)
            ?? throw ApiException.NotFound("scenario version");
        var start = request.StartStepIndex ?? 0;
        new FaultList()
            .Demand(
                start >= 0 && start < Math.Max(version.Body.Steps.Count, 1),
                "startStepIndex",
                $"startStepIndex must be from 0 to {Math.Max(version.Body.Steps.Count - 1, 0)}, the scenario's last step"
            )
            .ThrowIfAny("the run is not valid");
        var suite =
            await db.Suites.AsNoTracking().SingleOrDefaultAsync(row => row.Id == scenario.SuiteId, cancellationToken)
            ?? throw ApiException.NotFound("scenario");

        var runId = Guid.CreateVersion7(time.GetUtcNow());
        var planner = new RunPlanner(db);
        var context = await planner.PrepareAsync(
            suite,
            new RunRequest(request.EnvironmentId, request.DataSetId, request.DataSetTag, mode),
            cancellationToken
        );
        var plan = await planner.PlanAsync(version.Body, context, runId, cancellationToken);
        var correlationId = runId.ToString("N");
        var run = new NewRun(
            runId,
            scenario.Id,
            number,
            mode,
            start,
            context.Priorities.Of(request.Priority),
            correlationId,
            tenant.Principal.Subject,
            "api",
            plan
        );
        await unitOfWork.RunAsync(
            async () =>
            {
                await RunIntake.CreateAsync(await unitOfWork.ConnectionAsync(cancellationToken), tenant.TenantId, run, cancellationToken);
                unitOfWork.OnCommitted(scheduler.WorkArrived);
                return true;
            },
            cancellationToken
        );
        return TypedResults.Accepted($"/api/v1/testruns/{runId}", new Response(runId, RunStatus.Pending, correlationId));
    }

    private static async Task<Scenario> ScenarioAsync(Request request, ApiDbContext db, CancellationToken cancellationToken)
    {
        if (request.ScenarioTag is not { } tag)
        {
            return await db.Scenarios.AsNoTracking().SingleOrDefaultAsync(row => row.Id == request.ScenarioId, cancellationToken)
                ?? throw ApiException.NotFound("scenario");
        }

        return await db
                .Scenarios.AsNoTracking()
                .Where(row => row.Active && row.Tags.Contains(tag))
                .OrderByDescending(row => row.Id)
                .FirstOrDefaultAsync(cancellationToken)
            ?? throw ApiException.BadRequest("scenarioTag", $"no active scenario has the tag '{tag}'");
    }
}
