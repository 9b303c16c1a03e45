namespace Orchestra.Samples.Bank.Operations;

/// <summary>The request of an operation that takes no body.</summary>
internal sealed record NoBody;
