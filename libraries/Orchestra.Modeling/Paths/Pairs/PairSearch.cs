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

    private readonly FlatGraph _graph;
    private readonly RegionTree _tree;
    private readonly Walker _walker;
    private readonly int _strength;
    private readonly List<Arc> _defaults;
    private int _spent;

    /// <summary>Prepares a graph.</summary>
    public PairSearch(FlatGraph graph, IReadOnlyList<Vertex> order, RegionTree tree, Walker walker, FactorTable table, int strength)
    {
        (_graph, _tree, _walker, Table, _strength) = (graph, tree, walker, table, strength);
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
        var rows = ArrayRows.Of(_graph, _tree, Table, _strength, seed);
        var (walks, infeasible) = FindOnce(new Random(seed), null, rows, budget);
        var feasible = walks.SelectMany(walk => Tuples.CoveredBy([.. Table.ValuesOf(walk)])).ToHashSet();
        var bound = PairBound.Of(Table, feasible, Tuples.Strength);
        var cost = _spent;
        for (var restart = 1; rows.Count == 0 && restart < Restarts && Cost(walks) > bound && _spent + cost < Budget; restart++)
        {
            var (others, _) = FindOnce(new Random(seed + (restart * 7919)), feasible, [], budget);
            if (Cost(others) < Cost(walks))
            {
                walks = others;
            }
        }

        return new PairResult(walks, feasible, infeasible, Math.Min(bound, walks.Count));
    }

    // A default flow that no walk takes will cost another walk: its own.
    private int Cost(List<Walk> walks)
    {
        var taken = walks.SelectMany(walk => walk.Choices).SelectMany(choice => choice.Arcs).Where(arc => arc.IsDefault).ToHashSet();
        return walks.Count + _defaults.Count(arc => !taken.Contains(arc));
    }

    private (List<Walk> Walks, List<int[]> Infeasible) FindOnce(
        Random random,
        HashSet<ulong>? feasible,
        IReadOnlyList<int[]> rows,
        PathBudget budget
    )
    {
        Tuples = TupleSet.Of(Table, _strength)!;
        if (feasible is not null)
        {
            Tuples.Keep(feasible);
        }

        var walks = new List<(Walk Walk, int[] Values)>();
        var infeasible = new List<int[]>();
        foreach (var row in rows)
        {
            budget.Continue();
            if (_walker.Run(new PairGuide(this, row, random)) is { } walk)
            {
                Keep(walk);
            }
        }

        while (Tuples.First() is { } first)
        {
            budget.Continue();
            if (Next(first, random) is { } walk)
            {
                Keep(walk);
            }
            else
            {
                infeasible.Add(first);
                Tuples.Close(first);
            }
        }

        return (Pruned(walks), infeasible);

        void Keep(Walk walk)
        {
            int[] values = [.. Table.ValuesOf(walk)];
            Tuples.Close(values);
            walks.Add((walk, values));
        }
    }

    // The first open combination decides whether anything is found at all; others may make a better walk.
    private Walk? Next(int[] first, Random random)
    {
        Walk? best = null;
        var most = 0;
        var needed = false;
        for (var i = 0; i < Attempts && !needed; i++)
        {
            needed = Try(first);
        }

        for (var i = 1; needed && i < Candidates && _spent < Budget; i++)
        {
            Try(i % 3 == 0 ? first : Tuples.Any(random));
        }

        return best;

        bool Try(int[] target)
        {
            if (_walker.Run(new PairGuide(this, target, random)) is not { } walk)
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
            if (count > most)
            {
                (best, most) = (walk, count);
            }

            return true;
        }
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
