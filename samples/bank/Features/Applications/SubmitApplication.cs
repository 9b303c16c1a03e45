using System.Net.Mail;
using Orchestra.Samples.Bank.Data;
using Orchestra.Samples.Bank.Operations;

namespace Orchestra.Samples.Bank.Features.Applications;

/// <summary>POST /applications</summary>
internal static class SubmitApplication
{
    public sealed record Request(
        string ApplicantName,
        string Email,
        int Age,
        decimal AnnualIncome,
        decimal Amount,
        int TermMonths,
        LoanPurpose Purpose,
        decimal ExistingDebt = 0
    );

    public static Task HandleAsync(HttpContext http, OperationRunner runner) =>
        runner.RunAsync<Request>(
            http,
            new Operation("submitApplication"),
            async (work, request, cancellationToken) =>
            {
                Check(request);
                var application = await ApplicationStore.InsertAsync(work, request, cancellationToken);
                return Answer.Of(201, application, $"/applications/{application.Id}");
            }
        );

    private static void Check(Request request) =>
        new Rules()
            .Length("applicantName", request.ApplicantName, 1, 100)
            .Length("email", request.Email, 3, 200)
            .Require(IsPlainAddress(request.Email), "email", "must be an e-mail address")
            .Range("age", request.Age, 18, 100)
            .Range("annualIncome", request.AnnualIncome, 0, 10_000_000)
            .Range("existingDebt", request.ExistingDebt, 0, 10_000_000)
            .Range("amount", request.Amount, 500, 100_000)
            .Range("termMonths", request.TermMonths, 6, 120)
            .Enforce();

    // "Ada <ada@example.com>" parses too, but is no e-mail address alone.
    private static bool IsPlainAddress(string text) => MailAddress.TryCreate(text, out var address) && address.Address == text;
}
