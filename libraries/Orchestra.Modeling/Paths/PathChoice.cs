using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Paths;

/// <summary>Walks that cover all that can be covered of what is asked for: first as planned, then one by one for what is left.</summary>
/// <param name="Walks">The walks.</param>
/// <param name="Tally">What they cover.</param>
/// <param name="Infeasible">What none can cover.</param>
internal sealed record PathChoice(WalkSet Walks, CoverageTally Tally, IReadOnlyList<Infeasibility> Infeasible)
{
    /// <summary>Makes a choice.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="walker">Walks it.</param>
    /// <param name="demands">What is asked for.</param>
    /// <param name="plans">What to decide on each walk.</param>
    /// <param name="given">Walks that are there for reasons of their own.</param>
    /// <param name="budget">What they may cost.</param>
    public static PathChoice Make(
        FlatGraph graph,
        Walker walker,
        Demands demands,
        IReadOnlyList<List<Taken>> plans,
        IReadOnlyList<(Walk Walk, IReadOnlyList<Obligation> Own)> given,
        PathBudget budget
    )
    {
        var tally = new CoverageTally(graph);
        var walks = new WalkSet(tally, demands, budget);
        var wayOut = new WayOut(graph);
        foreach (var (walk, own) in given)
        {
            walks.Add(walk, own);
        }

        foreach (var plan in given.Count > 0 ? [] : plans)
        {
            budget.Continue();
            if (walker.Run(new PlanGuide(plan, Wanted, wayOut)) is { } walk)
            {
                walks.Add(walk);
            }
        }

        var infeasible = FillGaps(
            graph,
            walks,
            tally,
            demands,
            (way, reversed) => walker.Run(new PlanGuide(way, Wanted, wayOut, reversed)),
            budget
        );
        if (walks.Count == 0 && walker.Run(new PlanGuide([], Wanted, wayOut)) is { } only)
        {
            walks.Add(only);
        }

        walks.Prune();
        return new PathChoice(walks, tally, infeasible);

        bool Wanted(Arc arc) => arc.Edge is not null && demands.Asks(arc) && tally[CoverageTally.Edge(arc.Edge.Id)] == 0;
    }

    private static List<Infeasibility> FillGaps(
        FlatGraph graph,
        WalkSet walks,
        CoverageTally tally,
        Demands demands,
        Func<IEnumerable<Taken>, bool, Walk?> run,
        PathBudget budget
    )
    {
        var search = new PathSearch(graph);
        var infeasible = new List<Infeasibility>();
        foreach (var obligation in tally.Asked(demands).ToList().Where(obligation => tally[obligation] == 0))
        {
            budget.Continue();
            var way = search.WayTo(obligation);
            // Where an earlier branch ends the others, only another order leads there.
            if (way is not null && (Covering(run(way, false), obligation) ?? Covering(run(way, true), obligation)) is { } walk)
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

    private static Walk? Covering(Walk? walk, Obligation obligation) =>
        walk is not null && CoverageTally.CoveredBy(walk).Contains(obligation) ? walk : null;
}
