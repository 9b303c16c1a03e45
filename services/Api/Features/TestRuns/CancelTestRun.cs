using Microsoft.AspNetCore.Http.HttpResults;
using Orchestra.Api.Data;
using Orchestra.Api.Scheduling;
using Orchestra.Contracts.Bus;
using Orchestra.Runs.Intake;
using Orchestra.ServiceDefaults.Bus;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.TestRuns;

/// <summary>POST /testruns/{id}/cancel: a waiting run ends at once, a running one in the middle of its step.</summary>
internal static class CancelTestRun
{
    public sealed record Response(Guid Id, CancelOutcome Outcome);

    public static async Task<Accepted<Response>> HandleAsync(
        Guid id,
        UnitOfWork unitOfWork,
        TenantContext tenant,
        SchedulerSignal scheduler,
        WakeUp<CancelsRequested> executors,
        CancellationToken cancellationToken
    )
    {
        var outcome = await unitOfWork.RunAsync(
            async () =>
                await RunIntake.CancelAsync(await unitOfWork.ConnectionAsync(cancellationToken), tenant.TenantId, id, cancellationToken),
            cancellationToken
        );
        if (outcome == CancelOutcome.NotFound)
        {
            throw ApiException.NotFound("run");
        }

        scheduler.WorkArrived();
        executors.Send();
        return TypedResults.Accepted($"/api/v1/testruns/{id}", new Response(id, outcome));
    }
}
