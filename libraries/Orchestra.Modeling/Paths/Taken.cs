namespace Orchestra.Modeling.Paths;

/// <summary>What a walk decided at one visit of a place.</summary>
/// <param name="At">The place.</param>
/// <param name="Arcs">The arcs taken; empty for a loop.</param>
internal sealed record Taken(Vertex At, IReadOnlyList<Arc> Arcs)
{
    /// <summary>How often a loop ran again, or a marked activity ran; null for a gateway.</summary>
    public int? Iterations { get; set; }
}
