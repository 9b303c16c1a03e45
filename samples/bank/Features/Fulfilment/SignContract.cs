using Orchestra.Samples.Bank.Data;
using Orchestra.Samples.Bank.Features.Applications;
using Orchestra.Samples.Bank.Operations;

namespace Orchestra.Samples.Bank.Features.Fulfilment;

/// <summary>POST /contracts/{contractId}/signature</summary>
internal static class SignContract
{
    public sealed record Request(string SignedBy);

    public static Task HandleAsync(HttpContext http, OperationRunner runner) =>
        runner.RunAsync<Request>(
            http,
            new Operation("signContract"),
            async (work, request, cancellationToken) =>
            {
                new Rules().Length("signedBy", request.SignedBy, 1, 100).Enforce();
                var id = http.ContractId();
                var contract =
                    await FulfilmentStore.FindContractAsync(work, id, cancellationToken)
                    ?? throw new BankException(ErrorCode.NotFound, $"there is no contract {id}");
                await ApplicationStore.TakeAsync(
                    work,
                    contract.ApplicationId,
                    "a signature",
                    cancellationToken,
                    ApplicationStatus.Approved,
                    ApplicationStatus.Disbursed
                );

                // Read again: another signature may have committed while this one waited for the application.
                contract = await FulfilmentStore.FindContractAsync(work, id, cancellationToken);
                if (contract!.Status == ContractStatus.Signed)
                {
                    throw new BankException(ErrorCode.Conflict, $"the contract was signed by {contract.SignedBy}");
                }

                return Answer.Of(200, await FulfilmentStore.SignContractAsync(work, id, request.SignedBy, cancellationToken));
            }
        );
}
