using Orchestra.Samples.Bank.Data;
using Orchestra.Samples.Bank.Features.Applications;
using Orchestra.Samples.Bank.Operations;

namespace Orchestra.Samples.Bank.Features.Fulfilment;

/// <summary>POST /applications/{applicationId}/contracts</summary>
internal static class PrepareContract
{
    public sealed record Request(Language Language);

    public static Task HandleAsync(HttpContext http, OperationRunner runner) =>
        runner.RunAsync<Request>(
            http,
            new Operation("prepareContract"),
            async (work, request, cancellationToken) =>
            {
                var id = http.ApplicationId();
                var taken = await ApplicationStore.TakeAsync(work, id, "a contract", cancellationToken, ApplicationStatus.Approved);
                if (await FulfilmentStore.FindAccountAsync(work, id, cancellationToken) is null)
                {
                    throw new BankException(ErrorCode.Conflict, "a contract needs the loan account first");
                }

                if (await FulfilmentStore.FindContractOfAsync(work, id, cancellationToken) is not null)
                {
                    throw new BankException(ErrorCode.Conflict, "the application has its contract already");
                }

                var rate = decimal.Round(taken.Amount / taken.TermMonths, 2);
                return Answer.Of(
                    201,
                    await FulfilmentStore.PrepareContractAsync(work, id, request.Language, taken.TermMonths, rate, cancellationToken)
                );
            }
        );
}
