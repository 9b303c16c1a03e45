namespace Orchestra.Samples.Bank.Operations;

/// <summary>The one shape of every refusal.</summary>
internal sealed record ErrorBody(string Error, string Message, IReadOnlyList<ErrorBody.Entry> Faults)
{
    /// <summary>One broken place of the request.</summary>
    public sealed record Entry(string Path, string Message);
}
