using System.Text.Json;
using System.Text.Json.Nodes;
using Orchestra.Samples.Bank.Data;
using Orchestra.Samples.Bank.Faults;
using Orchestra.Samples.Bank.Features.Applications;
using Orchestra.Samples.Bank.Operations;

namespace Orchestra.Samples.Bank.Features.Fulfilment;

/// <summary>POST /applications/{applicationId}/accounts</summary>
internal static class CreateLoanAccount
{
    public sealed record Request(Currency Currency);

    public static Task HandleAsync(HttpContext http, OperationRunner runner, FaultSwitch faults) =>
        runner.RunAsync<Request>(
            http,
            new Operation("createLoanAccount"),
            async (work, request, cancellationToken) =>
            {
                var id = http.ApplicationId();
                var taken = await ApplicationStore.TakeAsync(work, id, "an account", cancellationToken, ApplicationStatus.Approved);
                if (await FulfilmentStore.FindAccountAsync(work, id, cancellationToken) is not null)
                {
                    throw new BankException(ErrorCode.Conflict, "the application has its account already");
                }

                var account = await FulfilmentStore.OpenAccountAsync(work, id, request.Currency, taken.Amount, cancellationToken);
                return faults.Is(BankFault.Contract) ? Answer.Of(201, BreakContract(account)) : Answer.Of(201, account);
            }
        );

    // The fault: a number becomes a string and a required property goes missing.
    private static JsonObject BreakContract(Account account)
    {
        var body = JsonSerializer.SerializeToNode(account, BankJson.Options)!.AsObject();
        body["creditLimit"] = body["creditLimit"]!.ToJsonString();
        body.Remove("iban");
        return body;
    }
}
