namespace Orchestra.Samples.Bank.Features.Fulfilment;

/// <summary>A loan contract as it is stored and as it is answered.</summary>
internal sealed record Contract(
    Guid Id,
    Guid ApplicationId,
    ContractStatus Status,
    Language Language,
    int TermMonths,
    decimal MonthlyRate,
    string? SignedBy,
    DateTimeOffset? SignedAt,
    DateTimeOffset PreparedAt
);
