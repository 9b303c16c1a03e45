namespace Orchestra.Samples.Bank.Features.Fulfilment;

/// <summary>Currencies that loan accounts are kept in.</summary>
internal enum Currency
{
    Eur,
    Usd,
    Gbp,
}
