namespace Orchestra.Samples.Bank.Features.Fulfilment;

/// <summary>What follows an approval.</summary>
internal static class FulfilmentEndpoints
{
    public static void MapFulfilment(this IEndpointRouteBuilder app)
    {
        var application = app.MapGroup("/applications/{applicationId}");
        application.MapPost("/accounts", CreateLoanAccount.HandleAsync).WithName("createLoanAccount");
        application.MapPost("/contracts", PrepareContract.HandleAsync).WithName("prepareContract");
        application.MapPost("/collateral-checks", CheckCollateral.HandleAsync).WithName("checkCollateral");
        application.MapPost("/disbursement", DisburseLoan.HandleAsync).WithName("disburseLoan");
        app.MapPost("/contracts/{contractId}/signature", SignContract.HandleAsync).WithName("signContract");
    }
}
