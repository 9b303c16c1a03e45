namespace Orchestra.Invariants;

/// <summary>Something in the tables that must never be.</summary>
/// <param name="Invariant">Its number, for example I3.</param>
/// <param name="Rule">What should hold.</param>
/// <param name="Found">What is there instead, with the ids of the rows.</param>
public sealed record Breach(string Invariant, string Rule, string Found)
{
    /// <inheritdoc />
    public override string ToString() => $"{Invariant}: {Rule}: {Found}";
}
