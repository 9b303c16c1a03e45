using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Planning;
using Orchestra.Api.Scheduling;
using Orchestra.Api.Validation;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Plugins;
using Orchestra.Runs.Artifacts;
using Orchestra.Runs.Intake;
using Orchestra.Runs.Reading;
using Orchestra.Runs.States;
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
        Guid? EnvironmentId,
        Guid? DataSetId,
        string? DataSetTag,
        RunMode? Mode,
        int? StartStepIndex,
        Guid? FromRunId,
        JsonObject? Context,
        int? Priority
    );

    public sealed record Response(Guid Id, RunStatus Status, string CorrelationId);

    public static async Task<Accepted<Response>> HandleAsync(
        Request request,
        ApiDbContext db,
        PluginRegistry plugins,
        UnitOfWork unitOfWork,
        TenantContext tenant,
        RunReader runs,
        ArtifactReader artifacts,
        SchedulerSignal scheduler,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        var mode = request.Mode ?? RunMode.RunAllSteps;
        Check(request, mode);
        if (mode == RunMode.FromStep)
        {
            var earlier = await EarlierRun.FindAsync(request.FromRunId!.Value, runs, tenant.TenantId, cancellationToken);
            await DemandSameAsync(request, earlier, db, cancellationToken);
            var again = await RerunTestRun.AgainAsync(
                earlier,
                request.StartStepIndex,
                request.Priority,
                db,
                artifacts,
                tenant,
                time,
                cancellationToken
            );
            return await AcceptAsync(again, unitOfWork, tenant, scheduler, cancellationToken);
        }

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
        if (mode == RunMode.SingleStep)
        {
            CheckSingle(request.Context, version.Body.Steps, start);
        }

        var suite =
            await db.Suites.AsNoTracking().SingleOrDefaultAsync(row => row.Id == scenario.SuiteId, cancellationToken)
            ?? throw ApiException.NotFound("scenario");

        var runId = Guid.CreateVersion7(time.GetUtcNow());
        var planner = new RunPlanner(db, plugins);
        var context = await planner.PrepareAsync(
            suite,
            new RunRequest(request.EnvironmentId!.Value, request.DataSetId, request.DataSetTag, mode),
            cancellationToken
        );
        var plan = await planner.PlanAsync(version.Body, context, runId, cancellationToken);
        if (mode == RunMode.SingleStep)
        {
            DataMerge.Override(plan.Data, request.Context?["data"] as JsonObject ?? []);
            plan = plan with { InitialContext = StepContext.InitialOf(request.Context) };
        }

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
        return await AcceptAsync(run, unitOfWork, tenant, scheduler, cancellationToken);
    }

    /// <summary>Writes a run and answers with its place.</summary>
    public static async Task<Accepted<Response>> AcceptAsync(
        NewRun run,
        UnitOfWork unitOfWork,
        TenantContext tenant,
        SchedulerSignal scheduler,
        CancellationToken cancellationToken
    )
    {
        await unitOfWork.RunAsync(
            async () =>
            {
                await RunIntake.CreateAsync(await unitOfWork.ConnectionAsync(cancellationToken), tenant.TenantId, run, cancellationToken);
                unitOfWork.OnCommitted(scheduler.WorkArrived);
                return true;
            },
            cancellationToken
        );
        return TypedResults.Accepted($"/api/v1/testruns/{run.Id}", new Response(run.Id, RunStatus.Pending, run.CorrelationId));
    }

    private static void Check(Request request, RunMode mode)
    {
        var isFrom = mode == RunMode.FromStep;
        new FaultList()
            .Demand(
                isFrom || request.ScenarioTag is not null || (request.ScenarioId ?? Guid.Empty) != Guid.Empty,
                "scenarioId",
                "scenarioId is required, or scenarioTag"
            )
            .OptionalText(request.ScenarioTag, "scenarioTag", 100)
            .Demand(request.ScenarioId is null || request.ScenarioTag is null, "scenarioTag", "name a scenario by id or by tag, not both")
            .Demand(isFrom || (request.EnvironmentId ?? Guid.Empty) != Guid.Empty, "environmentId", "environmentId is required")
            .OptionalText(request.DataSetTag, "dataSetTag", 100)
            .Demand(request.Priority is null or (>= 0 and <= 9), "priority", "priority must be from 0 to 9")
            .Demand(request.DataSetId is null || request.DataSetTag is null, "dataSetTag", "name a data set by id or by tag, not both")
            .Demand(
                request.StartStepIndex is not null || !(isFrom || mode == RunMode.SingleStep),
                "startStepIndex",
                $"startStepIndex is required in the mode {WireNames.Of(mode)}"
            )
            .Demand(!isFrom || request.FromRunId is not null, "fromRunId", "fromRunId is required in the mode FROM_STEP")
            .Demand(isFrom || request.FromRunId is null, "fromRunId", "fromRunId belongs to the mode FROM_STEP")
            .Demand(mode == RunMode.SingleStep || request.Context is null, "context", "context belongs to the mode SINGLE_STEP")
            .Demand(
                !isFrom || request is { EnvironmentId: null, DataSetId: null, DataSetTag: null },
                "environmentId",
                "a run FROM_STEP has the environment and the data of its earlier run: name none"
            )
            .ThrowIfAny("the run is not valid");
    }

    // The earlier run's results are those of its own version: another one may have other steps of the same names.
    private static async Task DemandSameAsync(Request request, EarlierRun earlier, ApiDbContext db, CancellationToken cancellationToken)
    {
        var scenario =
            request.ScenarioId is null && request.ScenarioTag is null ? null : await ScenarioAsync(request, db, cancellationToken);
        new FaultList()
            .Demand(
                scenario is null || scenario.Id == earlier.Row.ScenarioId,
                request.ScenarioTag is null ? "scenarioId" : "scenarioTag",
                $"run {earlier.Row.Id} is of another scenario"
            )
            .Demand(
                request.Version is null || request.Version == earlier.Row.ScenarioVersion,
                "version",
                $"run {earlier.Row.Id} is of version {earlier.Row.ScenarioVersion}: results of another version cannot be used; run version {request.Version} from its start"
            )
            .ThrowIfAny("the run is not valid");
    }

    private static void CheckSingle(JsonObject? context, IReadOnlyList<ScenarioStep> steps, int start)
    {
        var faults = new FaultList().Demand(start < steps.Count, "startStepIndex", "the scenario has no steps");
        faults.ThrowIfAny("the run is not valid");
        faults.Demand(
            steps[start].Kind != StepKind.Barrier,
            "startStepIndex",
            $"step {start} '{steps[start].Alias}' is a BARRIER: alone it has nothing to wait for"
        );
        StepContext.Check(context, steps, start, faults);
        faults.ThrowIfAny("the run is not valid");
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
