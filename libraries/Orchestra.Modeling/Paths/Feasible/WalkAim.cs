namespace Orchestra.Modeling.Paths.Feasible;

/// <summary>What a walk that is searched for is for: what it must have, and what it takes by the way.</summary>
/// <param name="Goal">What it must have.</param>
/// <param name="Wanted">Outcomes to take where the goal leaves a choice.</param>
/// <param name="WayOut">The ways to an end.</param>
/// <param name="IsReversed">Whether parallel branches run in the reverse order.</param>
internal sealed record WalkAim(WalkGoal Goal, Func<Arc, bool> Wanted, WayOut WayOut, bool IsReversed = false)
{
    /// <summary>The arcs of a decision, the most promising first.</summary>
    public IReadOnlyList<Arc> Rank(IReadOnlyList<Arc> possible, FlatReach reach)
    {
        var ahead = Goal.Ahead.ToList();
        return
        [
            .. possible
                .OrderBy(arc =>
                    Goal.Asks(arc) ? 0
                    : ahead.Exists(place => reach.Leads(arc.Target, place)) ? 1
                    : 2
                )
                .ThenBy(arc => Wanted(arc) ? 0 : 1)
                .ThenBy(arc => arc.Bound is null && WayOut[arc.Target] >= 0 ? WayOut[arc.Target] : int.MaxValue),
        ];
    }

    /// <summary>The set of optional arcs to take first.</summary>
    public IReadOnlyList<Arc> Prefer(Vertex choice, IReadOnlyList<Arc> optional, bool mayBeNone, FlatReach reach)
    {
        var ahead = Goal.Ahead.ToList();
        var taken = optional.Where(arc => Goal.Asks(arc) || LeadsAlone(arc)).ToList();
        var fallback = choice.Out.Find(arc => arc.IsDefault);
        if (taken.Count == 0 && mayBeNone && fallback is not null && (Goal.Asks(fallback) || LeadsAlone(fallback)))
        {
            return [];
        }

        taken.AddRange(optional.Where(arc => Wanted(arc) && !taken.Contains(arc)));
        return taken.Count > 0 || mayBeNone ? taken : [Rank(optional, reach)[0]];

        bool LeadsAlone(Arc arc) =>
            ahead.Exists(place =>
                reach.Leads(arc.Target, place) && !choice.Out.Exists(other => other != arc && reach.Leads(other.Target, place))
            );
    }
}
