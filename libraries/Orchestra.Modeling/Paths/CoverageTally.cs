using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Paths;

/// <summary>Counts for each obligation how many walks cover it.</summary>
internal sealed class CoverageTally
{
    private readonly Dictionary<Obligation, int> _covered = [];
    private readonly List<Obligation> _nodes = [];
    private readonly List<Obligation> _edges = [];
    private readonly List<Obligation> _decisions = [];

    /// <summary>Lists every obligation of a graph.</summary>
    public CoverageTally(FlatGraph graph)
    {
        _nodes.AddRange(graph.Process.Nodes.Select(node => Node(node.Id)));
        _edges.AddRange(graph.Process.Edges.Select(edge => Edge(edge.Id)));
        _decisions.AddRange(graph.Vertices.SelectMany(vertex => vertex.Out).Where(Demands.IsOutcome).Select(Outcome));
        foreach (var obligation in _nodes.Concat(_edges).Concat(_decisions))
        {
            _covered[obligation] = 0;
        }
    }

    /// <summary>What a list of demands asks for, in the order of the source.</summary>
    public IEnumerable<Obligation> Asked(Demands demands) =>
        (demands.Nodes ? _nodes : []).Concat(demands.Edges ? _edges : []).Concat(demands.Decisions ? _decisions : []);

    /// <summary>What a walk covers, each obligation once.</summary>
    public static HashSet<Obligation> CoveredBy(Walk walk)
    {
        var covered = new HashSet<Obligation>();
        foreach (var element in walk.Elements)
        {
            covered.Add(element.NodeId is { } node ? Node(node) : Edge(element.EdgeId!));
        }

        covered.UnionWith(walk.Choices.SelectMany(taken => taken.Arcs).Where(Demands.IsOutcome).Select(Outcome));
        return covered;
    }

    /// <summary>How many walks cover an obligation.</summary>
    public int this[Obligation obligation] => _covered.GetValueOrDefault(obligation);

    /// <summary>Adds what a walk covers, or takes it away again.</summary>
    public void Add(IEnumerable<Obligation> obligations, int times = 1)
    {
        foreach (var obligation in obligations)
        {
            _covered[obligation] = _covered.GetValueOrDefault(obligation) + times;
        }
    }

    /// <summary>Totals over nodes.</summary>
    public CoverageCount Nodes => Count(_nodes);

    /// <summary>Totals over flows.</summary>
    public CoverageCount Edges => Count(_edges);

    /// <summary>Totals over outcomes of decisions.</summary>
    public CoverageCount Decisions => Count(_decisions);

    /// <summary>The obligation to reach a node.</summary>
    public static Obligation Node(string id) => new("NODE", id);

    /// <summary>The obligation to take a flow.</summary>
    public static Obligation Edge(string id) => new("EDGE", id);

    /// <summary>The obligation to take an outcome of a decision.</summary>
    public static Obligation Outcome(Arc arc) => new("DECISION", $"{arc.Source.Subject}={arc.Outcome}");

    private CoverageCount Count(List<Obligation> obligations)
    {
        var missing = obligations.FindAll(obligation => this[obligation] == 0).ConvertAll(obligation => obligation.Id);
        return new CoverageCount(obligations.Count, obligations.Count - missing.Count, missing);
    }
}
