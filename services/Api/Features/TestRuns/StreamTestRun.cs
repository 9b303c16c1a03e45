using Orchestra.Api.Streaming;
using Orchestra.Contracts.Runs;
using Orchestra.Runs.Reading;
using Orchestra.Runs.States;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.TestRuns;

/// <summary>GET /testruns/{id}/events</summary>
internal static class StreamTestRun
{
    public static async Task HandleAsync(
        Guid id,
        HttpContext http,
        RunReader runs,
        EventStream stream,
        TenantContext tenant,
        CancellationToken cancellationToken
    )
    {
        var run = await GetTestRuns.FindAsync(id, runs, tenant, cancellationToken);
        await stream.WriteAsync(
            http,
            new StreamSource(
                tenant.TenantId,
                id,
                RunEventTypes.RunComplete,
                (after, token) => runs.EventsAsync(tenant.TenantId, id, after, token)
            ),
            RunTransitions.IsFinal(run.Status) ? run.LastSeq : null,
            cancellationToken
        );
    }
}
