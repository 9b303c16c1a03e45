namespace Orchestra.Samples.Bank.Operations;

/// <summary>A refusal: nothing was done, and the message says why.</summary>
internal sealed class BankException(ErrorCode code, string message, params IReadOnlyList<ErrorBody.Entry> faults) : Exception(message)
{
    public ErrorCode Code { get; } = code;

    public IReadOnlyList<ErrorBody.Entry> Faults { get; } = faults;
}
