namespace Orchestra.Samples.Bank.Features.Applications;

/// <summary>What a loan is for.</summary>
internal enum LoanPurpose
{
    Car,
    Home,
    Education,
    Other,
}
