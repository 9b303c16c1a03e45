namespace Orchestra.Modeling.Paths.Pairs;

/// <summary>Something that a path decides: a gateway, one optional flow of an inclusive one, or how often a loop runs.</summary>
/// <param name="index">Position in <see cref="FactorTable.Factors"/>.</param>
/// <param name="at">Where it is decided.</param>
/// <param name="firstValue">The number of its first value: values are numbered through all factors.</param>
/// <param name="values">What each value is called.</param>
internal sealed class Factor(int index, Vertex at, int firstValue, IReadOnlyList<string> values)
{
    /// <summary>Position in <see cref="FactorTable.Factors"/>.</summary>
    public int Index { get; } = index;

    /// <summary>Where it is decided.</summary>
    public Vertex At { get; } = at;

    /// <summary>The number of its first value.</summary>
    public int FirstValue { get; } = firstValue;

    /// <summary>What each value is called, for example <c>Gateway_1=Flow_2</c>.</summary>
    public IReadOnlyList<string> Values { get; } = values;

    /// <summary>For a gateway: the arc of each value. For an optional flow: that arc alone, taken or not.</summary>
    public IReadOnlyList<Arc> Arcs { get; init; } = [];

    /// <summary>For a loop: the iterations of each value.</summary>
    public IReadOnlyList<int> Iterations { get; init; } = [];

    /// <summary>Whether one path can decide it several times.</summary>
    public bool Repeats { get; set; }
}
