namespace Orchestra.Samples.Bank.Features.Applications;

/// <summary>The states of an application; README.md draws them.</summary>
internal enum ApplicationStatus
{
    Submitted,
    ManualReview,
    InReview,
    AwaitingDocuments,
    Approved,
    Rejected,
    Disbursed,
}
