namespace Orchestra.Generation.Inputs;

/// <summary>A piece of a regular expression.</summary>
internal abstract record PatternNode
{
    /// <summary>One character of several.</summary>
    public sealed record OneOf(string Characters) : PatternNode;

    /// <summary>Pieces one after the other.</summary>
    public sealed record Sequence(IReadOnlyList<PatternNode> Items) : PatternNode;

    /// <summary>One of several pieces.</summary>
    public sealed record Choice(IReadOnlyList<PatternNode> Items) : PatternNode;

    /// <summary>A piece several times; no upper bound when <paramref name="Most"/> is null.</summary>
    public sealed record Repeat(PatternNode Item, int Least, int? Most) : PatternNode;
}
