using Orchestra.Contracts.Scenarios;
using Orchestra.Modeling.Paths.Feasible;

namespace Orchestra.Modeling.Paths;

/// <summary>Walks that cover all that can be covered of what is asked for: first as planned, then one by one for what is left.</summary>
/// <param name="Walks">The walks; all can be run.</param>
/// <param name="Tally">What they cover.</param>
/// <param name="Gaps">What they do not cover, and why.</param>
internal sealed record PathChoice(WalkSet Walks, CoverageTally Tally, CoverageGaps Gaps)
{
    /// <summary>Makes a choice.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="walker">Walks it.</param>
    /// <param name="demands">What is asked for.</param>
    /// <param name="plans">What to decide on each walk.</param>
    /// <param name="given">Walks that are there for reasons of their own.</param>
    /// <param name="feasible">Knows which walks can be run.</param>
    /// <param name="budget">What they may cost.</param>
    public static PathChoice Make(
        FlatGraph graph,
        Walker walker,
        Demands demands,
        IReadOnlyList<List<Taken>> plans,
        IReadOnlyList<(Walk Walk, IReadOnlyList<Obligation> Own)> given,
        FeasibleWalks feasible,
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
            if (Run(plan, false) is { } walk && feasible.Known.Allows(walk))
            {
                walks.Add(walk);
            }
        }

        var filler = new GapFiller(walks, tally, new PathSearch(graph), feasible, Wanted, Run);
        var gaps = filler.Fill(tally.Asked(demands).ToList(), budget);
        if (walks.Count == 0 && filler.Any() is { } only)
        {
            walks.Add(only);
        }

        walks.Prune();
        return new PathChoice(walks, tally, gaps);

        Walk? Run(IEnumerable<Taken> way, bool isReversed) => walker.Run(new PlanGuide(way, Wanted, wayOut, isReversed));

        bool Wanted(Arc arc) => arc.Edge is not null && demands.Asks(arc) && tally[CoverageTally.Edge(arc.Edge.Id)] == 0;
    }
}
