using Orchestra.Api.Features.Reports;
using Orchestra.Runs.Reading;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.TestRuns;

/// <summary>GET /testruns/{id}/report</summary>
internal static class GetTestRunReport
{
    public static async Task<IResult> HandleAsync(
        Guid id,
        string? format,
        RunReader runs,
        ReportBuilder reports,
        TenantContext tenant,
        CancellationToken cancellationToken
    )
    {
        var whole = ReportFormats.IsWhole(format);
        var run = await GetTestRuns.FindAsync(id, runs, tenant, cancellationToken);
        var report = await reports.OfRunAsync(tenant.TenantId, run, cutBodies: !whole, cancellationToken);
        return whole ? ReportFormats.Write(format, report) : ReportFormats.Write(format, ReportBuilder.AsSuite(report));
    }
}
