using System.Text;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Paths.Feasible;

/// <summary>Nodes, flows and outcomes that one walk is to have all of.</summary>
internal sealed class ObligationGoal : WalkGoal
{
    private readonly List<(Obligation Obligation, Vertex? Place)> _asked;
    private readonly HashSet<Obligation> _open = [];
    private int _elements;
    private int _choices;

    /// <param name="obligations">What to have.</param>
    /// <param name="search">Says where it is.</param>
    public ObligationGoal(IEnumerable<Obligation> obligations, PathSearch search)
    {
        _asked = [.. obligations.Select(obligation => (obligation, search.PlaceOf(obligation)))];
        Start();
    }

    /// <inheritdoc />
    public override bool IsMet => _open.Count == 0;

    /// <inheritdoc />
    public override IEnumerable<Vertex> Ahead =>
        _asked.Where(entry => entry.Place is not null && _open.Contains(entry.Obligation)).Select(entry => entry.Place!);

    /// <inheritdoc />
    public override void Start()
    {
        _open.UnionWith(_asked.Select(entry => entry.Obligation));
        (_elements, _choices) = (0, 0);
    }

    /// <inheritdoc />
    public override void Read(Walk walk)
    {
        for (; _elements < walk.Elements.Count && _open.Count > 0; _elements++)
        {
            var element = walk.Elements[_elements];
            _open.Remove(element.NodeId is { } node ? CoverageTally.Node(node) : CoverageTally.Edge(element.EdgeId!));
        }

        for (; _choices < walk.Choices.Count && _open.Count > 0; _choices++)
        {
            foreach (var arc in walk.Choices[_choices].Arcs.Where(Demands.IsOutcome))
            {
                _open.Remove(CoverageTally.Outcome(arc));
            }
        }
    }

    /// <inheritdoc />
    public override bool Asks(Arc arc) =>
        (arc.Edge is { } edge && _open.Contains(CoverageTally.Edge(edge.Id)))
        || (Demands.IsOutcome(arc) && _open.Contains(CoverageTally.Outcome(arc)));

    /// <inheritdoc />
    public override void AppendTo(StringBuilder text)
    {
        for (var i = 0; i < _asked.Count; i++)
        {
            if (_open.Contains(_asked[i].Obligation))
            {
                text.Append('g').Append(i);
            }
        }
    }
}
