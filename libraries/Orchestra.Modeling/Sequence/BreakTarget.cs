namespace Orchestra.Modeling.Sequence;

/// <summary>What a <c>break</c> leaves: the flows that wait for its end.</summary>
internal sealed class BreakTarget
{
    /// <summary>The flows that lead out.</summary>
    public List<FlowTail> Tails { get; } = [];
}
