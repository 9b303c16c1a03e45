namespace Orchestra.Samples.Bank.Features.Fulfilment;

/// <summary>What can secure a loan.</summary>
internal enum CollateralType
{
    Vehicle,
    RealEstate,
    Savings,
}
