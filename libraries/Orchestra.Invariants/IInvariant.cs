namespace Orchestra.Invariants;

/// <summary>One of the product's invariants.</summary>
internal interface IInvariant
{
    /// <summary>Its number, for example I3.</summary>
    string Id { get; }

    /// <summary>What it demands.</summary>
    IReadOnlyList<Rule> Rules { get; }
}
