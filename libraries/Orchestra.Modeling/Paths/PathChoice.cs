using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Paths;

/// <summary>Walks that cover all that can be covered of what is asked for: first as planned, then one by one for what is left.</summary>
/// <param name="Walks">The walks.</param>
/// <param name="Tally">What they cover.</param>
/// <param name="Infeasible">What none can cover.</param>
internal sealed record PathChoice(WalkSet Walks, CoverageTally Tally, IReadOnlyList<Infeasibility> Infeasible)
{
    /// <summary>Makes a choice.</summary>
    public static PathChoice Make(FlatGraph graph, Walker walker, Demands demands, IReadOnlyList<List<Arc>> plans, PathBudget budget)
    {
        var tally = new CoverageTally(graph);
        var walks = new WalkSet(tally, demands, budget);
        foreach (var plan in plans)
        {
            budget.Continue();
            if (walker.Run(plan, Wanted) is { } walk)
            {
                walks.Add(walk);
            }
        }

        var infeasible = FillGaps(graph, walker, walks, tally, demands, Wanted, budget);
        if (walks.Count == 0 && walker.Run([], Wanted) is { } only)
        {
            walks.Add(only);
        }

        walks.Prune();
        return new PathChoice(walks, tally, infeasible);

        bool Wanted(Arc arc) => arc.Edge is not null && demands.Asks(arc) && tally[CoverageTally.Edge(arc.Edge.Id)] == 0;
    }

    private static List<Infeasibility> FillGaps(
        FlatGraph graph,
        Walker walker,
        WalkSet walks,
        CoverageTally tally,
        Demands demands,
        Func<Arc, bool> wanted,
        PathBudget budget
    )
    {
        var search = new PathSearch(graph);
        var infeasible = new List<Infeasibility>();
        foreach (var obligation in tally.Asked(demands).ToList().Where(obligation => tally[obligation] == 0))
        {
            budget.Continue();
            var way = search.WayTo(obligation);
            var walk = way is null ? null : walker.Run(way, wanted);
            if (walk is not null && CoverageTally.CoveredBy(walk).Contains(obligation))
            {
                walks.Add(walk);
                continue;
            }

            var reason = way is null
                ? "no flow from a start event leads here"
                : "no path from a start to an end passes here within the bounds of its loops";
            infeasible.Add(new Infeasibility(obligation.Id, reason));
        }

        return infeasible;
    }
}
