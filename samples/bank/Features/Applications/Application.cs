namespace Orchestra.Samples.Bank.Features.Applications;

/// <summary>An application as it is stored and as it is answered.</summary>
internal sealed record Application(
    Guid Id,
    ApplicationStatus Status,
    string ApplicantName,
    string Email,
    int Age,
    decimal AnnualIncome,
    decimal ExistingDebt,
    decimal Amount,
    int TermMonths,
    LoanPurpose Purpose,
    int? Score,
    int ReviewRounds,
    DateTimeOffset CreatedAt
);
