using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Orchestra.Api.Data;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Planning;
using Orchestra.Api.Scheduling;
using Orchestra.Contracts.Errors;
using Orchestra.Contracts.Runs;
using Orchestra.Engine.Plugins;
using Orchestra.Runs.Intake;
using Orchestra.Runs.Reading;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.SuiteRuns;

/// <summary>
/// POST /suiteruns/{id}/rerun: the scenarios of a suite run that has ended, or those that did not pass, in the same versions and with the
/// same settings. What is not run again is given: its runs count as the dependencies that they were, and their exports are taken over.
/// </summary>
internal static class RerunSuiteRun
{
    public sealed record Request(bool? FailedOnly);

    public static async Task<Accepted<CreateSuiteRun.Response>> HandleAsync(
        Guid id,
        Request? request,
        [AsParameters] Services services,
        CancellationToken cancellationToken
    )
    {
        var tenantId = services.Tenant.TenantId;
        var earlier = await services.SuiteRuns.FindAsync(tenantId, id, cancellationToken) ?? throw ApiException.NotFound("suite run");
        if (earlier.FinishedAt is null)
        {
            throw new ApiException(ErrorCode.Conflict, "the suite run has not ended: wait for its end, or cancel it");
        }

        var runs = await services.Runs.ListOfSuiteAsync(tenantId, id, cancellationToken);
        var again = request?.FailedOnly == true ? [.. runs.Where(run => run.Status != RunStatus.Passed)] : runs;
        if (again.Count == 0)
        {
            throw new ApiException(ErrorCode.Conflict, "every scenario of the suite run passed: there is nothing to run again");
        }

        var suite =
            await services.Db.Suites.AsNoTracking().SingleOrDefaultAsync(row => row.Id == earlier.SuiteId, cancellationToken)
            ?? throw new ApiException(ErrorCode.Conflict, $"the suite '{earlier.SuiteName}' was deleted: it cannot run again");
        var draft = await SuiteRunDraft.PlanAsync(
            new RunPlanner(services.Db, services.Plugins),
            suite,
            await VersionsAsync(again, services.Db, cancellationToken),
            await SettingsAsync(earlier, services.Db, cancellationToken),
            (services.Tenant.Principal.Subject, "rerun", services.Time.GetUtcNow()),
            cancellationToken
        );
        var successors = again.Zip(draft.Runs).ToDictionary(pair => pair.First.Id, pair => pair.Second.Id);
        var before = await services.SuiteRuns.DependenciesAsync(tenantId, id, cancellationToken);
        draft = draft with
        {
            RerunOf = id,
            Replaced = [.. successors.Keys],
            Dependencies =
            [
                .. before
                    .Where(dependency => successors.ContainsKey(dependency.RunId))
                    .Select(dependency => new RunDependency(
                        successors[dependency.RunId],
                        successors.GetValueOrDefault(dependency.DependsOn, dependency.DependsOn),
                        dependency.OnStatus
                    )),
            ],
        };
        return await CreateSuiteRun.AcceptAsync(draft, services.UnitOfWork, services.Tenant, services.Scheduler, cancellationToken);
    }

    // In the order of the runs. A rerun of other content would not say whether the fault is gone.
    private static async Task<IReadOnlyList<(Scenario Scenario, ScenarioVersion Version)>> VersionsAsync(
        IReadOnlyList<RunRow> runs,
        ApiDbContext db,
        CancellationToken cancellationToken
    )
    {
        var ids = runs.Select(run => run.ScenarioId).ToList();
        var scenarios = await db
            .Scenarios.AsNoTracking()
            .Where(row => ids.Contains(row.Id))
            .ToDictionaryAsync(row => row.Id, cancellationToken);
        var versions = await db.ScenarioVersions.AsNoTracking().Where(row => ids.Contains(row.ScenarioId)).ToListAsync(cancellationToken);
        var byNumber = versions.ToDictionary(version => (version.ScenarioId, version.Version));
        var gone = runs.Where(run => !scenarios.ContainsKey(run.ScenarioId) || !byNumber.ContainsKey((run.ScenarioId, run.ScenarioVersion)))
            .Select(run => new Fault("id", null, $"version {run.ScenarioVersion} of scenario {run.ScenarioId} was deleted"))
            .ToList();
        return gone.Count == 0
            ? [.. runs.Select(run => (scenarios[run.ScenarioId], byNumber[(run.ScenarioId, run.ScenarioVersion)]))]
            : throw new ApiException(ErrorCode.Conflict, $"the suite run cannot run again as it was: {gone[0].Message}", gone);
    }

    private static async Task<SuiteRunSettings> SettingsAsync(SuiteRunRow earlier, ApiDbContext db, CancellationToken cancellationToken)
    {
        var kept = SuiteRunSettings.Of(earlier.Details);
        var environments = db.Environments.AsNoTracking();
        // A suite run from before its settings were kept knows its environment's name alone.
        var environmentId = await (
            kept is null
                ? environments.Where(row => row.Name == earlier.EnvironmentName)
                : environments.Where(row => row.Id == kept.EnvironmentId)
        )
            .Select(row => (Guid?)row.Id)
            .SingleOrDefaultAsync(cancellationToken);
        return environmentId is { } found
            ? kept ?? new SuiteRunSettings(found, null, earlier.Mode, earlier.StopOnFailure)
            : throw new ApiException(
                ErrorCode.Conflict,
                $"the environment '{earlier.EnvironmentName}' was deleted: the suite run cannot run again as it was"
            );
    }

    /// <summary>What the handler works with.</summary>
    public sealed record Services(
        ApiDbContext Db,
        PluginRegistry Plugins,
        UnitOfWork UnitOfWork,
        TenantContext Tenant,
        SchedulerSignal Scheduler,
        SuiteRunReader SuiteRuns,
        RunReader Runs,
        TimeProvider Time
    );
}
