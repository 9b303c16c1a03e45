namespace Orchestra.Samples.Bank.Features.Fulfilment;

/// <summary>The states of a contract.</summary>
internal enum ContractStatus
{
    Draft,
    Signed,
}
