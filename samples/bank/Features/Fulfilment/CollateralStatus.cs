namespace Orchestra.Samples.Bank.Features.Fulfilment;

/// <summary>The outcome of a collateral check.</summary>
internal enum CollateralStatus
{
    Accepted,
    Insufficient,
}
