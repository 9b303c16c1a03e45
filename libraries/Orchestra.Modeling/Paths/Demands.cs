using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Paths;

/// <summary>What the criteria ask of a graph: nodes and arcs that some path must take.</summary>
/// <param name="Nodes">Whether each node is asked for.</param>
/// <param name="Edges">Whether each flow is asked for.</param>
/// <param name="Decisions">Whether each outcome of each decision is asked for.</param>
internal sealed record Demands(bool Nodes, bool Edges, bool Decisions)
{
    /// <summary>What is not asked for all the same: no path can cover it.</summary>
    public IReadOnlySet<Obligation> Without { get; init; } = new HashSet<Obligation>();

    /// <summary>What a list of criteria asks for; PAIRWISE and ALL_PATHS ask for every flow as well.</summary>
    public static Demands Of(IReadOnlyList<CoverageCriterion> criteria)
    {
        var nodes = criteria.Contains(CoverageCriterion.Node);
        var decisions = criteria.Contains(CoverageCriterion.Decision);
        var edges = criteria.Any(criterion => criterion is not (CoverageCriterion.Node or CoverageCriterion.Decision));
        return new Demands(nodes, edges || !(nodes || decisions), decisions);
    }

    /// <summary>Whether some path must reach a vertex.</summary>
    public bool Asks(Vertex vertex) =>
        Nodes
        && vertex is { Node: not null, IsExit: false }
        && !(Without.Count > 0 && Without.Contains(CoverageTally.Node(vertex.Node.Id)));

    /// <summary>Whether some path must take an arc. Several starts are alternatives, which nodes and flows ask for by themselves.</summary>
    public bool Asks(Arc arc) =>
        arc.Kind switch
        {
            ArcKind.Flow => (Edges && MayTake(arc)) || (Decisions && IsOutcome(arc) && MayChoose(arc)),
            ArcKind.Trigger => Decisions && MayChoose(arc),
            _ => false,
        };

    /// <summary>Whether an arc is one of the outcomes that a decision is covered by.</summary>
    public static bool IsOutcome(Arc arc) =>
        arc is { Outcome: not null, Source.Decides: true } && !(arc.Source.Kind == VertexKind.Choice && arc.IsMandatory);

    private bool MayTake(Arc arc) => Without.Count == 0 || !Without.Contains(CoverageTally.Edge(arc.Edge!.Id));

    private bool MayChoose(Arc arc) => Without.Count == 0 || !Without.Contains(CoverageTally.Outcome(arc));
}
