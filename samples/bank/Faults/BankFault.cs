namespace Orchestra.Samples.Bank.Faults;

/// <summary>The ways in which the bank can be told to misbehave.</summary>
internal enum BankFault
{
    None,

    /// <summary>Scoring answers 500.</summary>
    Scoring500,

    /// <summary>The answer of createLoanAccount breaks its schema: creditLimit is a string and iban is missing.</summary>
    Contract,

    /// <summary>checkCollateral answers only after <see cref="BankOptions.SlowAnswer"/>.</summary>
    Slow,

    /// <summary>Scoring rejects an applicant that it should approve.</summary>
    WrongDecision,
}
