using Orchestra.Samples.Bank.Data;
using Orchestra.Samples.Bank.Features.Applications;
using Orchestra.Samples.Bank.Operations;

namespace Orchestra.Samples.Bank.Features.Fulfilment;

/// <summary>POST /applications/{applicationId}/disbursement</summary>
internal static class DisburseLoan
{
    public sealed record Request(Guid AccountId, string? Reference = null);

    public sealed record Response(
        Guid Id,
        Guid ApplicationId,
        Guid AccountId,
        decimal Amount,
        string? Reference,
        ApplicationStatus ApplicationStatus,
        DateTimeOffset DisbursedAt
    );

    public static Task HandleAsync(HttpContext http, OperationRunner runner) =>
        runner.RunAsync<Request>(
            http,
            new Operation("disburseLoan"),
            async (work, request, cancellationToken) =>
            {
                new Rules().Length("reference", request.Reference, 0, 35).Enforce();
                var id = http.ApplicationId();
                var taken = await ApplicationStore.TakeAsync(work, id, "a disbursement", cancellationToken, ApplicationStatus.Approved);
                var account = await ReadyAccountAsync(work, id, cancellationToken);
                new Rules().Require(account.Id == request.AccountId, "accountId", "must be the application's loan account").Enforce();

                var moved = await ApplicationStore.MoveAsync(work, taken, ApplicationStatus.Disbursed, cancellationToken);
                var (paymentId, amount, reference) = (work.NewId(), moved.Amount, request.Reference);
                var paidAt = await FulfilmentStore.DisburseAsync(work, paymentId, account, amount, reference, cancellationToken);
                return Answer.Of(201, new Response(paymentId, id, account.Id, amount, reference, moved.Status, paidAt));
            }
        );

    private static async Task<Account> ReadyAccountAsync(UnitOfWork work, Guid id, CancellationToken cancellationToken)
    {
        var account = await FulfilmentStore.FindAccountAsync(work, id, cancellationToken);
        var contract = await FulfilmentStore.FindContractOfAsync(work, id, cancellationToken);
        var secured = await FulfilmentStore.HasAcceptedCollateralAsync(work, id, cancellationToken);
        if (account is null || contract?.Status != ContractStatus.Signed || !secured)
        {
            throw new BankException(
                ErrorCode.Conflict,
                "a disbursement needs the loan account, the signed contract and accepted collateral first"
            );
        }

        return account;
    }
}
