namespace Orchestra.Samples.Bank.Features.Fulfilment;

/// <summary>A loan account as it is stored and as it is answered.</summary>
internal sealed record Account(Guid Id, Guid ApplicationId, string Iban, Currency Currency, decimal CreditLimit, DateTimeOffset OpenedAt);
