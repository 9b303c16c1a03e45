using Microsoft.AspNetCore.Http.HttpResults;
using Orchestra.Api.Features.Reports;
using Orchestra.Api.Lists;
using Orchestra.Contracts.Lists;
using Orchestra.Contracts.Runs;
using Orchestra.Engine.Masking;
using Orchestra.Runs.Journal;
using Orchestra.Runs.Reading;
using Orchestra.Runs.States;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.TestRuns;

/// <summary>GET /testruns, /testruns/{id} and its steps</summary>
internal static class GetTestRuns
{
    public sealed record Query(string? Status, Guid? ScenarioId, Guid? SuiteRunId);

    public static async Task<Ok<Page<TestRunResponse>>> ListAsync(
        [AsParameters] ListQuery list,
        [AsParameters] Query query,
        RunReader runs,
        TenantContext tenant,
        CancellationToken cancellationToken
    )
    {
        var (limit, before) = list.Parse();
        RunStatus? status = null;
        if (query.Status is { } name)
        {
            status = WireNames.TryParse<RunStatus>(name, out var parsed)
                ? parsed
                : throw ApiException.BadRequest("status", $"status must be one of {string.Join(", ", WireNames.All<RunStatus>())}");
        }

        var filter = new RunFilter(status, query.ScenarioId, query.SuiteRunId, before, limit + 1);
        var rows = await runs.ListAsync(tenant.TenantId, filter, cancellationToken);
        return TypedResults.Ok(ListQuery.PageOf([.. rows.Select(TestRunResponse.Of)], limit, row => row.Id));
    }

    public static async Task<Ok<TestRunResponse>> HandleAsync(
        Guid id,
        RunReader runs,
        TenantContext tenant,
        CancellationToken cancellationToken
    ) => TypedResults.Ok(TestRunResponse.Of(await FindAsync(id, runs, tenant, cancellationToken)));

    public static async Task<Ok<Page<StepEntry>>> StepsAsync(
        Guid id,
        RunReader runs,
        TenantContext tenant,
        CancellationToken cancellationToken
    )
    {
        var plan = await runs.PlanAsync(tenant.TenantId, id, cancellationToken) ?? throw ApiException.NotFound("run");
        var masker = new Masker(plan.Environment.Mask);
        var steps = await runs.StepsAsync(tenant.TenantId, id, cancellationToken);
        return TypedResults.Ok(
            new Page<StepEntry>(
                [.. steps.Select(step => step with { Payload = ArtifactLinks.Of(masker.Shown(step.Payload), id, step.StepIndex) })],
                null
            )
        );
    }

    public static async Task<RunRow> FindAsync(Guid id, RunReader runs, TenantContext tenant, CancellationToken cancellationToken) =>
        await runs.FindAsync(tenant.TenantId, id, cancellationToken) ?? throw ApiException.NotFound("run");
}
