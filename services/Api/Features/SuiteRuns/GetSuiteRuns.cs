using Microsoft.AspNetCore.Http.HttpResults;
using Orchestra.Api.Features.Reports;
using Orchestra.Api.Features.TestRuns;
using Orchestra.Api.Lists;
using Orchestra.Api.Streaming;
using Orchestra.Contracts.Lists;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Reading;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.SuiteRuns;

/// <summary>GET /suiteruns, /suiteruns/{id}, its events and its report</summary>
internal static class GetSuiteRuns
{
    public sealed record Item(
        Guid Id,
        Guid SuiteId,
        string SuiteName,
        string Environment,
        SuiteRunStatus Status,
        RunMode Mode,
        DateTimeOffset CreatedAt,
        DateTimeOffset? StartedAt,
        DateTimeOffset? FinishedAt,
        bool StopOnFailure,
        Guid? RerunOf
    )
    {
        public static Item Of(SuiteRunRow row) =>
            new(
                row.Id,
                row.SuiteId,
                row.SuiteName,
                row.EnvironmentName,
                row.Status,
                row.Mode,
                row.CreatedAt,
                row.StartedAt,
                row.FinishedAt,
                row.StopOnFailure,
                row.RerunOf
            );
    }

    public sealed record Response(Item SuiteRun, IReadOnlyList<TestRunResponse> Runs);

    public static async Task<Ok<Page<Item>>> ListAsync(
        [AsParameters] ListQuery list,
        Guid? suiteId,
        SuiteRunReader suiteRuns,
        TenantContext tenant,
        CancellationToken cancellationToken
    )
    {
        var (limit, before) = list.Parse();
        var rows = await suiteRuns.ListAsync(tenant.TenantId, suiteId, before, limit + 1, cancellationToken);
        return TypedResults.Ok(ListQuery.PageOf([.. rows.Select(Item.Of)], limit, row => row.Id));
    }

    public static async Task<Ok<Response>> HandleAsync(
        Guid id,
        SuiteRunReader suiteRuns,
        RunReader runs,
        TenantContext tenant,
        CancellationToken cancellationToken
    )
    {
        var suiteRun = await FindAsync(id, suiteRuns, tenant, cancellationToken);
        var rows = await runs.ListOfSuiteAsync(tenant.TenantId, id, cancellationToken);
        return TypedResults.Ok(new Response(Item.Of(suiteRun), [.. rows.Select(TestRunResponse.Of)]));
    }

    public static async Task StreamAsync(
        Guid id,
        HttpContext http,
        SuiteRunReader suiteRuns,
        EventStream stream,
        TenantContext tenant,
        CancellationToken cancellationToken
    )
    {
        var suiteRun = await FindAsync(id, suiteRuns, tenant, cancellationToken);
        await stream.WriteAsync(
            http,
            new StreamSource(
                tenant.TenantId,
                id,
                "suite:complete",
                (after, token) => suiteRuns.EventsAsync(tenant.TenantId, id, after, token)
            ),
            suiteRun.FinishedAt is null ? null : suiteRun.LastSeq,
            cancellationToken
        );
    }

    public static async Task<IResult> ReportAsync(
        Guid id,
        string? format,
        SuiteRunReader suiteRuns,
        ReportBuilder reports,
        TenantContext tenant,
        CancellationToken cancellationToken
    )
    {
        var whole = ReportFormats.IsWhole(format);
        var suiteRun = await FindAsync(id, suiteRuns, tenant, cancellationToken);
        if (!whole)
        {
            return ReportFormats.Write(format, await reports.OfSuiteRunAsync(tenant.TenantId, suiteRun, cancellationToken));
        }

        var (frame, runs) = await reports.EachOfSuiteRunAsync(tenant.TenantId, suiteRun, cancellationToken);
        return ReportFormats.Write(format, frame, runs);
    }

    private static async Task<SuiteRunRow> FindAsync(
        Guid id,
        SuiteRunReader suiteRuns,
        TenantContext tenant,
        CancellationToken cancellationToken
    ) => await suiteRuns.FindAsync(tenant.TenantId, id, cancellationToken) ?? throw ApiException.NotFound("suite run");
}
