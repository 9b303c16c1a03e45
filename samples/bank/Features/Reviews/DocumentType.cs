namespace Orchestra.Samples.Bank.Features.Reviews;

/// <summary>Documents that the credit desk asks for.</summary>
internal enum DocumentType
{
    IncomeStatement,
    Identity,
    ProofOfAddress,
}
