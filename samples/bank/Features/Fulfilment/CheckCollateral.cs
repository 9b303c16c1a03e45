using Orchestra.Samples.Bank.Data;
using Orchestra.Samples.Bank.Faults;
using Orchestra.Samples.Bank.Features.Applications;
using Orchestra.Samples.Bank.Operations;

namespace Orchestra.Samples.Bank.Features.Fulfilment;

/// <summary>POST /applications/{applicationId}/collateral-checks</summary>
internal static class CheckCollateral
{
    public sealed record Request(CollateralType Type, decimal EstimatedValue);

    public sealed record Response(
        Guid Id,
        Guid ApplicationId,
        CollateralType Type,
        decimal EstimatedValue,
        decimal LoanToValue,
        CollateralStatus Status,
        DateTimeOffset CheckedAt
    );

    public static async Task HandleAsync(HttpContext http, OperationRunner runner, FaultSwitch faults)
    {
        // Before the effect: a client that gives up on the slow answer leaves nothing behind.
        await faults.SlowDownAsync(http.RequestAborted);
        await runner.RunAsync<Request>(
            http,
            new Operation("checkCollateral"),
            async (work, request, cancellationToken) =>
            {
                new Rules().Range("estimatedValue", request.EstimatedValue, 1, 100_000_000).Enforce();
                var id = http.ApplicationId();
                var taken = await ApplicationStore.TakeAsync(work, id, "a collateral check", cancellationToken, ApplicationStatus.Approved);
                if (await FulfilmentStore.HasAcceptedCollateralAsync(work, id, cancellationToken))
                {
                    throw new BankException(ErrorCode.Conflict, "the application has accepted collateral already");
                }

                var loanToValue = decimal.Round(taken.Amount / request.EstimatedValue, 4);
                var status = request.EstimatedValue >= taken.Amount ? CollateralStatus.Accepted : CollateralStatus.Insufficient;
                return Answer.Of(
                    201,
                    await FulfilmentStore.CheckCollateralAsync(work, id, request, loanToValue, status, cancellationToken)
                );
            }
        );
    }
}
