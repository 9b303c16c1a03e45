using Orchestra.Modeling.Paths.Feasible;

namespace Orchestra.Modeling.Paths.Pairs;

/// <summary>
/// Finds few walks that together take every feasible combination of outcomes: those of a covering array's rows, and walk by walk for what is
/// open then; without an array from several seeds, of which the smallest set is kept.
/// </summary>
internal sealed class PairSearch
{
    // Walks tried for each that is kept, and sets tried; both shrink where walks are long.
    private const int Candidates = 30;
    private const int Restarts = 40;
    private const int Budget = 3_000_000;
    private const int Attempts = 24;

    // Arrays built anew with what the rows of the one before showed to contradict.
    private const int Rounds = 8;

    // What it costs to judge a walk, counted in steps of it.
    private const int Judging = 10;

    private readonly FlatGraph _graph;
    private readonly RegionTree _tree;
    private readonly Walker _walker;
    private readonly int _strength;
    private readonly List<Arc> _defaults;
    private readonly FeasibleWalks _feasible;
    private readonly Dictionary<ulong, Walk> _found = [];
    private int _spent;

    /// <summary>Prepares a graph.</summary>
    public PairSearch(
        FlatGraph graph,
        IReadOnlyList<Vertex> order,
        RegionTree tree,
        Walker walker,
        FactorTable table,
        int strength,
        FeasibleWalks feasible
    )
    {
        (_graph, _tree, _walker, Table, _strength, _feasible) = (graph, tree, walker, table, strength, feasible);
        Tuples = TupleSet.Of(table, strength)!;
        _defaults =
        [
            .. order.Where(vertex => vertex.Kind == VertexKind.Choice).SelectMany(vertex => vertex.Out).Where(arc => arc.IsDefault),
        ];
        Reach = new FactorReach(order, table);
        Loops = new LoopBodies(order);
        WayOut = new WayOut(graph);
    }

    /// <summary>The factors.</summary>
    public FactorTable Table { get; }

    /// <summary>What is still open.</summary>
    public TupleSet Tuples { get; private set; }

    /// <summary>Which factors lie ahead.</summary>
    public FactorReach Reach { get; }

    /// <summary>The loops.</summary>
    public LoopBodies Loops { get; }

    /// <summary>The ways to an end.</summary>
    public WayOut WayOut { get; }

    /// <summary>Finds the walks.</summary>
    /// <param name="seed">Breaks ties.</param>
    /// <param name="budget">Asked while they are found.</param>
    public PairResult Find(int seed, PathBudget budget)
    {
        var rows = Rows(seed, budget);
        var gaps = new PairGaps();
        var walks = FindOnce(new Random(seed), null, rows, gaps, budget);
        var feasible = walks.SelectMany(walk => Tuples.CoveredBy([.. Table.ValuesOf(walk)])).ToHashSet();
        var bound = PairBound.Of(Table, feasible, Tuples.Strength);
        var cost = _spent;
        for (var restart = 1; rows.Count == 0 && restart < Restarts && Cost(walks) > bound && _spent + cost < Budget; restart++)
        {
            var others = FindOnce(new Random(seed + (restart * 7919)), feasible, [], new PairGaps(), budget);
            if (Cost(others) < Cost(walks))
            {
                walks = others;
            }
        }

        return new PairResult(walks, feasible, gaps, Math.Min(bound, walks.Count));
    }

    // Rows that contradict are learnt from, until an array has none or nothing new is learnt.
    private IReadOnlyList<int[]> Rows(int seed, PathBudget budget)
    {
        for (var round = 1; ; round++)
        {
            budget.Continue();
            var known = _feasible.Known.Nogoods.Count;
            var rows = ArrayRows.Of(_graph, _tree, Table, _strength, seed, NogoodRows.Of(_feasible.Known, Table));
            if (!_feasible.Known.Judges)
            {
                return rows;
            }

            var fails = rows.Count(row => WalkOf(row, new Random(seed)) is { } walk && !_feasible.Known.Allows(walk));
            if (fails == 0 || round == Rounds || _feasible.Known.Nogoods.Count == known)
            {
                return rows;
            }
        }
    }

    private Walk? WalkOf(int[] row, Random random) => _walker.Run(new PairGuide(this, row, random));

    // A default flow that no walk takes will cost another walk: its own.
    private int Cost(List<Walk> walks)
    {
        var taken = walks.SelectMany(walk => walk.Choices).SelectMany(choice => choice.Arcs).Where(arc => arc.IsDefault).ToHashSet();
        return walks.Count + _defaults.Count(arc => !taken.Contains(arc));
    }

    private List<Walk> FindOnce(Random random, HashSet<ulong>? feasible, IReadOnlyList<int[]> rows, PairGaps gaps, PathBudget budget)
    {
        Tuples = TupleSet.Of(Table, _strength)!;
        if (feasible is not null)
        {
            Tuples.Keep(feasible);
        }

        var walks = new List<(Walk Walk, int[] Values)>();
        foreach (var row in rows)
        {
            budget.Continue();
            if (WalkOf(row, random) is { } walk && _feasible.Known.Allows(walk))
            {
                Keep(walk);
            }
        }

        while (Tuples.First() is { } first)
        {
            budget.Continue();
            if (Next(first, random, gaps) is { } walk)
            {
                Keep(walk);
            }
            else
            {
                Tuples.Close(first);
            }
        }

        return Pruned(walks);

        void Keep(Walk walk)
        {
            int[] values = [.. Table.ValuesOf(walk)];
            Tuples.Close(values);
            walks.Add((walk, values));
        }
    }

    // The first open combination decides whether anything is found at all; others may make a better walk.
    private Walk? Next(int[] first, Random random, PairGaps gaps)
    {
        Walk? best = null;
        var (most, needed, contradicts) = (0, false, false);
        for (var i = 0; i < Attempts && !needed; i++)
        {
            needed = Try(WalkOf(first, random), first);
        }

        if (!needed && (contradicts || (_feasible.Known.Judges && !_feasible.Search.IsSpent)))
        {
            needed = Try(Searched(first, gaps), first);
        }
        else if (!needed)
        {
            gaps.NoWalk.Add((first, null));
        }

        for (var i = 1; needed && i < Candidates && _spent < Budget; i++)
        {
            var target = i % 3 == 0 ? first : Tuples.Any(random);
            Try(WalkOf(target, random), target);
        }

        return best;

        bool Try(Walk? walk, int[] target)
        {
            if (walk is null)
            {
                return false;
            }

            _spent += walk.Elements.Count;
            var values = Table.ValuesOf(walk);
            if (!values.IsSupersetOf(target))
            {
                return false;
            }

            var count = Tuples.Count([.. values]);
            if (count <= most)
            {
                return true;
            }

            if (_feasible.Known.Judges)
            {
                _spent += Judging * walk.Elements.Count;
                if (!_feasible.Known.Allows(walk))
                {
                    contradicts = true;
                    return false;
                }
            }

            (best, most) = (walk, count);
            return true;
        }
    }

    // What chance does not find is searched for; the answer is kept for the next set of walks.
    private Walk? Searched(int[] tuple, PairGaps gaps)
    {
        var code = TupleSet.Encode([.. tuple]);
        if (_found.TryGetValue(code, out var found))
        {
            return found;
        }

        var answer = _feasible.Search.Find(new WalkAim(new TupleGoal(tuple, Table), _ => false, WayOut));
        if (answer.Walk is { } walk)
        {
            return _found[code] = walk;
        }

        if (answer.IsProven)
        {
            gaps.NoWalk.Add((tuple, answer.Against.Count == 0 ? null : CoverageGaps.Reason(answer.Against)));
        }
        else
        {
            gaps.NotFound.Add((tuple, Attempts + answer.Tries));
        }

        return null;
    }

    // Later walks often cover what made an earlier one necessary.
    private List<Walk> Pruned(List<(Walk Walk, int[] Values)> walks)
    {
        var covered = new Dictionary<ulong, int>();
        foreach (var code in walks.SelectMany(entry => Tuples.CoveredBy(entry.Values)))
        {
            covered[code] = covered.GetValueOrDefault(code) + 1;
        }

        for (var i = walks.Count - 1; i >= 0 && walks.Count > 1; i--)
        {
            var codes = Tuples.CoveredBy(walks[i].Values).ToList();
            if (codes.TrueForAll(code => covered[code] > 1))
            {
                codes.ForEach(code => covered[code]--);
                walks.RemoveAt(i);
            }
        }

        return walks.ConvertAll(entry => entry.Walk);
    }
}
