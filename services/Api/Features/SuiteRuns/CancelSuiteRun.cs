using Microsoft.AspNetCore.Http.HttpResults;
using Orchestra.Api.Data;
using Orchestra.Api.Scheduling;
using Orchestra.Contracts.Bus;
using Orchestra.Runs.Intake;
using Orchestra.ServiceDefaults.Bus;
using Orchestra.ServiceDefaults.Errors;
using Orchestra.ServiceDefaults.Tenancy;

namespace Orchestra.Api.Features.SuiteRuns;

/// <summary>POST /suiteruns/{id}/cancel</summary>
internal static class CancelSuiteRun
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
                await RunIntake.CancelSuiteAsync(
                    await unitOfWork.ConnectionAsync(cancellationToken),
                    tenant.TenantId,
                    id,
                    cancellationToken
                ),
            cancellationToken
        );
        if (outcome == CancelOutcome.NotFound)
        {
            throw ApiException.NotFound("suite run");
        }

        scheduler.WorkArrived();
        executors.Send();
        return TypedResults.Accepted($"/api/v1/suiteruns/{id}", new Response(id, outcome));
    }
}
