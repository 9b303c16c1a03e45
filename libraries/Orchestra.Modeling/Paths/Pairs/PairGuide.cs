namespace Orchestra.Modeling.Paths.Pairs;

/// <summary>
/// Leads a walk through given values of factors, and decides everything else for the most combinations that are still open: the greedy row
/// of a covering array (Cohen et al., AETG, 1997), made of a walk.
/// </summary>
internal sealed class PairGuide : IWalkGuide
{
    private readonly FactorTable _table;
    private readonly FactorReach _reach;
    private readonly LoopBodies _loops;
    private readonly WayOut _wayOut;
    private readonly TupleSet _open;
    private readonly Random _random;
    private readonly Dictionary<Factor, int> _assigned = [];
    private readonly List<Factor> _pending;
    private readonly List<int> _values;
    private readonly Dictionary<Vertex, (int Goal, int Done)> _rounds = [];

    /// <summary>Prepares one walk.</summary>
    /// <param name="search">What the walks of a suite share.</param>
    /// <param name="target">Values to lead through.</param>
    /// <param name="random">Breaks ties.</param>
    public PairGuide(PairSearch search, IReadOnlyList<int> target, Random random)
    {
        (_table, _reach, _loops, _wayOut, _open, _random) = (
            search.Table,
            search.Reach,
            search.Loops,
            search.WayOut,
            search.Tuples,
            random
        );
        _values = [.. target];
        foreach (var value in target)
        {
            _assigned[_table.OfValue(value)] = value;
        }

        _pending = [.. _assigned.Keys.OrderBy(_reach.PositionOf)];
    }

    /// <inheritdoc />
    public Arc Decide(Vertex decision, IReadOnlyList<Arc> possible)
    {
        var factor = _table.OfDecision(decision);
        if (factor is not null && _pending.Contains(factor))
        {
            var planned = factor.Arcs[_assigned[factor] - factor.FirstValue];
            if (possible.Contains(planned) && !LeavesTooEarly(planned, possible))
            {
                _pending.Remove(factor);
                return planned;
            }
        }

        var candidates = TowardsPending(InLoops(possible));
        var chosen = factor is null || _assigned.ContainsKey(factor) ? Nearest(candidates) : Best(candidates, arc => ValueOf(factor, arc));
        if (factor is not null)
        {
            Gained(ValueOf(factor, chosen));
        }

        return chosen;
    }

    /// <inheritdoc />
    public IReadOnlyList<Arc> Choose(Vertex choice, IReadOnlyList<Arc> optional, bool mayBeNone)
    {
        var taken = optional.Where(arc => Takes(choice, arc, optional)).ToList();
        if (taken.Count == 0 && !mayBeNone)
        {
            var free = optional.Where(arc => _table.OfOption(arc) is { } factor && !_assigned.ContainsKey(factor)).ToList();
            taken.Add(Best(free.Count > 0 ? free : optional, arc => _table.OfOption(arc)!.FirstValue));
        }

        foreach (var arc in optional)
        {
            var factor = _table.OfOption(arc)!;
            _pending.Remove(factor);
            Gained(factor.FirstValue + (taken.Contains(arc) ? 0 : 1));
        }

        return taken;
    }

    /// <inheritdoc />
    public int Iterate(Vertex activity) =>
        _table.OfLoop(activity) is { } loop ? loop.Iterations[Pick(loop) - loop.FirstValue] : LoopRange.Of(activity.Node!).Usual;

    /// <inheritdoc />
    public int Limit(Arc back) =>
        _rounds.TryGetValue(back.Target, out var rounds) ? Math.Min(rounds.Goal, back.Bound!.Value) : back.Bound!.Value;

    /// <inheritdoc />
    public void Enter(Vertex loop)
    {
        if (_table.OfLoop(loop) is { At.After: null } factor && !_rounds.ContainsKey(loop))
        {
            _rounds[loop] = (factor.Iterations[Pick(factor) - factor.FirstValue], 0);
        }
    }

    /// <inheritdoc />
    public void Repeat(Vertex loop)
    {
        if (_rounds.TryGetValue(loop, out var rounds))
        {
            _rounds[loop] = (rounds.Goal, rounds.Done + 1);
        }
    }

    private static int ValueOf(Factor factor, Arc arc) => factor.FirstValue + factor.Arcs.ToList().IndexOf(arc);

    private int Pick(Factor factor)
    {
        if (_assigned.TryGetValue(factor, out var assigned))
        {
            _pending.Remove(factor);
            return assigned;
        }

        var values = Enumerable.Range(factor.FirstValue, factor.Values.Count).ToList();
        var best = BestOf(values, Worth);
        Gained(best);
        return best;
    }

    // An outcome that leaves a loop with rounds still to go waits for a later visit, where there is one.
    private bool LeavesTooEarly(Arc planned, IReadOnlyList<Arc> possible) => !InLoops(possible).Contains(planned);

    private List<Arc> InLoops(IReadOnlyList<Arc> possible)
    {
        List<Arc> candidates = [.. possible];
        foreach (var (head, (goal, done)) in _rounds)
        {
            var staying = candidates.FindAll(arc => _loops.Stays(head, arc));
            if (done < goal && staying.Count > 0)
            {
                candidates = staying;
            }
        }

        return candidates;
    }

    // What comes first in the graph has to be reached first.
    private List<Arc> TowardsPending(List<Arc> candidates)
    {
        foreach (var factor in _pending)
        {
            var leading = candidates.FindAll(arc => arc.Bound is null && _reach.Leads(arc.Target, factor));
            if (leading.Count > 0)
            {
                return leading;
            }
        }

        return candidates;
    }

    private bool Takes(Vertex choice, Arc arc, IReadOnlyList<Arc> optional)
    {
        var factor = _table.OfOption(arc)!;
        if (_assigned.TryGetValue(factor, out var assigned))
        {
            return assigned == factor.FirstValue;
        }

        if (_pending.Exists(pending => pending.At != choice && LeadsAlone(choice, arc, pending)))
        {
            return true;
        }

        var (yes, no) = (Worth(factor.FirstValue), Worth(factor.FirstValue + 1));
        return yes != no ? yes > no : _random.Next(2) == 0;
    }

    private bool LeadsAlone(Vertex choice, Arc arc, Factor pending) =>
        _reach.Leads(arc.Target, pending) && !choice.Out.Exists(other => other != arc && _reach.Leads(other.Target, pending));

    private Arc Best(IReadOnlyList<Arc> candidates, Func<Arc, int> value)
    {
        var worth = candidates.ToDictionary(arc => arc, arc => Worth(value(arc)));
        return worth.Values.All(each => each == 0) ? Nearest(candidates) : BestOf(candidates, arc => worth[arc]);
    }

    // What it covers now, and where that is the same, what there still is to cover with it.
    private long Worth(int value) => ((long)_open.Gain(value, _values) << 32) + _open.Left(value);

    private TItem BestOf<TItem>(IReadOnlyList<TItem> items, Func<TItem, long> gain)
    {
        var most = items.Max(gain);
        var best = items.Where(item => gain(item) == most).ToList();
        return best[_random.Next(best.Count)];
    }

    private Arc Nearest(IReadOnlyList<Arc> possible) =>
        possible.Where(arc => arc.Bound is null && _wayOut[arc.Target] >= 0).MinBy(arc => _wayOut[arc.Target]) ?? possible[0];

    private void Gained(int value)
    {
        if (!_values.Contains(value))
        {
            _values.Add(value);
        }
    }
}
