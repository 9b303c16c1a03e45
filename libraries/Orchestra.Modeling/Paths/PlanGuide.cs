namespace Orchestra.Modeling.Paths;

/// <summary>Walks as planned; where the plan says nothing it takes what is wanted, otherwise the shortest way to an end.</summary>
internal sealed class PlanGuide : IWalkGuide
{
    private readonly Dictionary<Vertex, Queue<Taken>> _plan = [];
    private readonly Func<Arc, bool> _wanted;
    private readonly WayOut _wayOut;
    private readonly bool _reversed;

    /// <param name="plan">What to decide, for each place in the order of its visits.</param>
    /// <param name="wanted">Outcomes that the walk prefers where the plan says nothing.</param>
    /// <param name="wayOut">The ways to an end.</param>
    /// <param name="reversed">Whether parallel branches run in the reverse order: one that ends the others then comes last.</param>
    public PlanGuide(IEnumerable<Taken> plan, Func<Arc, bool> wanted, WayOut wayOut, bool reversed = false)
    {
        (_wanted, _wayOut, _reversed) = (wanted, wayOut, reversed);
        foreach (var taken in plan)
        {
            if (!_plan.TryGetValue(taken.At, out var visits))
            {
                _plan[taken.At] = visits = new Queue<Taken>();
            }

            visits.Enqueue(taken);
        }
    }

    /// <inheritdoc />
    public Arc Decide(Vertex decision, IReadOnlyList<Arc> possible)
    {
        var planned = Next(decision)?.Arcs[0];
        return planned is not null && possible.Contains(planned) ? planned : possible.FirstOrDefault(_wanted) ?? Nearest(possible);
    }

    /// <inheritdoc />
    public IReadOnlyList<Arc> Choose(Vertex choice, IReadOnlyList<Arc> optional, bool mayBeNone)
    {
        var planned = Next(choice);
        var asksDefault = planned is null
            ? choice.Out.Exists(arc => arc.IsDefault && _wanted(arc)) && !optional.Any(_wanted)
            : planned.Arcs.Any(arc => arc.IsDefault);
        if (asksDefault && mayBeNone)
        {
            return [];
        }

        var taken = optional.Where(arc => _wanted(arc) || planned?.Arcs.Contains(arc) == true).ToList();
        return taken.Count > 0 || mayBeNone ? taken : [Nearest(optional)];
    }

    /// <inheritdoc />
    public IReadOnlyList<Arc> Order(Vertex split, IReadOnlyList<Arc> branches) => _reversed ? [.. branches.Reverse()] : branches;

    private Taken? Next(Vertex vertex) => _plan.TryGetValue(vertex, out var visits) && visits.TryDequeue(out var taken) ? taken : null;

    private Arc Nearest(IReadOnlyList<Arc> possible) =>
        possible.Where(arc => arc.Bound is null && _wayOut[arc.Target] >= 0).MinBy(arc => _wayOut[arc.Target]) ?? possible[0];
}
