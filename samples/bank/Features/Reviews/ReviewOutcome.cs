namespace Orchestra.Samples.Bank.Features.Reviews;

/// <summary>How a round of review ends.</summary>
internal enum ReviewOutcome
{
    Approved,
    Rejected,
    NeedsDocuments,
}
