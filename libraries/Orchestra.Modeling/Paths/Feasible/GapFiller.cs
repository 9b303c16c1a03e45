using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Paths.Feasible;

/// <summary>Finds walks for what the planned ones leave uncovered.</summary>
/// <param name="walks">The walks so far; more are added.</param>
/// <param name="tally">What they cover.</param>
/// <param name="places">Ways to what is asked for.</param>
/// <param name="feasible">Knows which walks can be run.</param>
/// <param name="wanted">Outcomes that are still to be covered.</param>
/// <param name="run">Walks along a way, with parallel branches in the order of the source or reversed.</param>
internal sealed class GapFiller(
    WalkSet walks,
    CoverageTally tally,
    PathSearch places,
    FeasibleWalks feasible,
    Func<Arc, bool> wanted,
    Func<IEnumerable<Taken>, bool, Walk?> run
)
{
    /// <summary>Fills the gaps as far as possible, and says what is left.</summary>
    public CoverageGaps Fill(IReadOnlyList<Obligation> asked, PathBudget budget)
    {
        var gaps = new CoverageGaps();
        foreach (var obligation in asked.Where(obligation => tally[obligation] == 0))
        {
            budget.Continue();
            if (places.WayTo(obligation) is not { } way)
            {
                gaps.Add(obligation, "no flow from a start event leads here");
            }
            else if (Covering(run(way, false), obligation) is { } walk)
            {
                AddOrSearch(walk, obligation, isReversed: false, gaps);
            }
            else if (Covering(run(way, true), obligation) is { } reversed)
            {
                // Where an earlier branch ends the others, only another order leads there.
                AddOrSearch(reversed, obligation, isReversed: true, gaps);
            }
            else
            {
                gaps.Add(obligation, "no path from a start to an end passes here within the bounds of its loops");
            }
        }

        return gaps;
    }

    /// <summary>Any walk that can be run.</summary>
    public Walk? Any() =>
        run([], false) is not { } walk ? null
        : feasible.Known.Allows(walk) ? walk
        : Search([], isReversed: false).Walk;

    private void AddOrSearch(Walk walk, Obligation obligation, bool isReversed, CoverageGaps gaps)
    {
        if (feasible.Known.Allows(walk))
        {
            walks.Add(walk);
            return;
        }

        var answer = Search([obligation], isReversed);
        if (answer.Walk is null && feasible.Search.OrderMatters)
        {
            answer = answer.And(Search([obligation], !isReversed));
        }

        if (answer.Walk is { } found)
        {
            walks.Add(found);
        }
        else
        {
            gaps.Add(obligation, answer);
        }
    }

    private SearchAnswer Search(IReadOnlyList<Obligation> goal, bool isReversed) =>
        feasible.Search.Find(new WalkAim(new ObligationGoal(goal, places), wanted, feasible.Search.WayOut, isReversed));

    private static Walk? Covering(Walk? walk, Obligation obligation) =>
        walk is not null && CoverageTally.CoveredBy(walk).Contains(obligation) ? walk : null;
}
