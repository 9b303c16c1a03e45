namespace Orchestra.Modeling.Paths;

/// <summary>Repeats the decisions of a walk, with the branches of one split in another order.</summary>
internal sealed class ReplayGuide : IWalkGuide
{
    private readonly ILookup<Vertex, Taken> _taken;
    private readonly Dictionary<Vertex, int> _visits = [];
    private readonly Vertex _split;
    private readonly IReadOnlyList<Arc> _order;

    /// <param name="walk">The walk.</param>
    /// <param name="split">The split whose branches are reordered.</param>
    /// <param name="order">Its branches in the order to run them.</param>
    public ReplayGuide(Walk walk, Vertex split, IReadOnlyList<Arc> order)
    {
        _taken = walk.Choices.Where(taken => taken.Iterations is null || taken.At.After is not null).ToLookup(taken => taken.At);
        (_split, _order) = (split, order);
    }

    /// <inheritdoc />
    public Arc Decide(Vertex decision, IReadOnlyList<Arc> possible) =>
        Next(decision, false) is { } taken && possible.Contains(taken.Arcs[0]) ? taken.Arcs[0] : possible[0];

    /// <inheritdoc />
    public IReadOnlyList<Arc> Choose(Vertex choice, IReadOnlyList<Arc> optional, bool mayBeNone)
    {
        var taken = Next(choice, false);
        var chosen = optional.Where(arc => taken?.Arcs.Contains(arc) == true).ToList();
        return chosen.Count > 0 || mayBeNone ? chosen : [optional[0]];
    }

    /// <inheritdoc />
    public int Iterate(Vertex activity) => Next(activity, true)?.Iterations ?? LoopRange.Of(activity.Node!).Usual;

    /// <inheritdoc />
    public IReadOnlyList<Arc> Order(Vertex split, IReadOnlyList<Arc> branches) =>
        split == _split && branches.Count == _order.Count && branches.All(_order.Contains) ? _order : branches;

    private Taken? Next(Vertex vertex, bool iterates)
    {
        var visit = _visits.GetValueOrDefault(vertex);
        _visits[vertex] = visit + 1;
        return _taken[vertex].Where(taken => taken.Iterations is not null == iterates).ElementAtOrDefault(visit);
    }
}
