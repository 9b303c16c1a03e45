using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Paths.Feasible;

/// <summary>
/// Searches for walks that can be run. What ruled one walk out is learnt and keeps others from being tried; where nothing is found and
/// nothing was left out, no such walk exists.
/// </summary>
internal sealed class FeasibleSearch(FlatGraph graph, Walker walker, Feasibility feasibility, int maxLoopIterations, PathBudget budget)
{
    /// <summary>The most walks tried for one goal.</summary>
    public const int MostTries = 2_000;

    // Nodes and flows of all walks tried: some seconds.
    private const int MostElements = 20_000_000;
    private const int MostExplained = 8;

    private long _spent;

    /// <summary>The ways to an end.</summary>
    public WayOut WayOut => field ??= new WayOut(graph);

    /// <summary>Whether another order of parallel branches can lead elsewhere, because one of them ends the others.</summary>
    public bool OrderMatters =>
        graph.Vertices.Any(vertex => vertex.Branches)
        && graph.Vertices.Any(vertex => vertex.Terminates || vertex.Out.Exists(arc => arc.Kind == ArcKind.Throw));

    /// <summary>Whether the search has cost so much that it looks for nothing more.</summary>
    public bool IsSpent => _spent >= MostElements || feasibility.IsSpent;

    /// <summary>Searches for a walk.</summary>
    /// <param name="aim">What it is for.</param>
    /// <param name="most">The most walks tried.</param>
    public SearchAnswer Find(WalkAim aim, int most = MostTries)
    {
        var answer = Run(aim, most, nogood => true);
        if (answer.Walk is not null || feasibility.Nogoods.All(nogood => nogood.IsCertain))
        {
            return answer;
        }

        // What is only likely has helped to look in the right places, but it is no proof.
        answer = Run(aim, most, nogood => nogood.IsCertain);
        return answer;
    }

    /// <summary>Every walk that can be run, in the order of the source; the count goes on over the most.</summary>
    /// <param name="most">The most walks that are judged and kept.</param>
    /// <param name="mostTried">The most walks tried.</param>
    public EveryWalk Every(int most, int mostTried)
    {
        var (walks, count, tries) = (new List<Walk>(), 0, 0);
        var trail = new WalkTrail(feasibility.Reach.IsExact);
        do
        {
            if (tries++ >= mostTried || IsSpent)
            {
                return new EveryWalk(walks, count, IsComplete: false);
            }

            budget.Continue();
            var nogoods = feasibility.Nogoods.Where(nogood => nogood.IsCertain).ToList();
            if (Walk(trail, nogoods, null).Walk is { } walk)
            {
                trail.Taint();
                if (walks.Count > most || feasibility.Allows(walk))
                {
                    count++;
                    walks.AddRange(walks.Count <= most ? [walk] : []);
                }
                else
                {
                    trail.Renew();
                }
            }
        } while (trail.MoveOn());

        return new EveryWalk(walks, count, !trail.IsCut);
    }

    private SearchAnswer Run(WalkAim aim, int most, Func<Nogood, bool> counts)
    {
        var trail = new WalkTrail(feasibility.Reach.IsExact);
        var against = new List<Nogood>();
        var judged = new List<Infeasibility>();
        var nogoods = feasibility.Nogoods.Where(counts).ToList();
        var tries = 0;
        do
        {
            if (tries >= most || IsSpent)
            {
                return new SearchAnswer(null, false, [], tries);
            }

            budget.Continue();
            tries++;
            var (walk, nogood) = Walk(trail, nogoods, aim);
            if (nogood is not null && !against.Contains(nogood))
            {
                against.Add(nogood);
            }

            if (walk is null || !aim.Goal.IsMet)
            {
                continue;
            }

            if (feasibility.ReasonAgainst(walk) is not { } reason)
            {
                return new SearchAnswer(walk, false, [], tries);
            }

            var known = nogoods.Count;
            nogoods = [.. feasibility.Nogoods.Where(counts)];
            if (nogoods.Count > known)
            {
                trail.Renew();
            }
            else
            {
                trail.Taint();
                judged.Add(reason);
            }
        } while (trail.MoveOn());

        var reasons = judged.Count > 0 ? against.Select(nogood => nogood.Reason).Concat(judged) : Needed(aim, against, most);
        return new SearchAnswer(null, !trail.IsCut, [.. reasons.Distinct()], tries);
    }

    // Those without which a walk would be found: the others only stood by the way.
    private IEnumerable<Infeasibility> Needed(WalkAim aim, List<Nogood> against, int most)
    {
        var kept = against.ToList();
        for (var i = kept.Count - 1; i >= 0 && kept.Count is > 1 and <= MostExplained; i--)
        {
            var without = kept.Where((_, at) => at != i).ToList();
            if (IsRuledOut(aim, without, most))
            {
                kept = without;
            }
        }

        return kept.Select(nogood => nogood.Reason);
    }

    private bool IsRuledOut(WalkAim aim, List<Nogood> nogoods, int most)
    {
        var trail = new WalkTrail(feasibility.Reach.IsExact);
        var tries = 0;
        do
        {
            budget.Continue();
            if (tries++ >= most || IsSpent || (Walk(trail, nogoods, aim).Walk is not null && aim.Goal.IsMet))
            {
                return false;
            }
        } while (trail.MoveOn());

        return true;
    }

    // A walk that runs into nothing known, or what it ran into.
    private (Walk? Walk, Nogood? Against) Walk(WalkTrail trail, IReadOnlyList<Nogood> nogoods, WalkAim? aim)
    {
        var watch = new NogoodWatch(nogoods, feasibility.Reach);
        aim?.Goal.Start();
        var guide = new TrailGuide(walker, trail, watch, aim, feasibility.Reach, maxLoopIterations);
        var walk = walker.Run(guide);
        _spent += walker.Current.Elements.Count;
        if (walk is null)
        {
            return (null, guide.Against);
        }

        watch.Read(walk);
        aim?.Goal.Read(walk);
        return watch.Broken([]) is { } nogood ? (null, nogood) : (walk, null);
    }
}
