using Orchestra.Modeling.Paths.Feasible;

namespace Orchestra.Modeling.Paths;

/// <summary>Walks every path: each walk repeats the decisions of the one before up to the last that had another outcome left.</summary>
internal sealed class AllPaths(Walker walker, int maxLoopIterations)
{
    // Counting goes on over what is asked for, so that a refusal can say the number, but not for ever.
    private const int MostCounted = 100_000;
    private const int MostElements = 5_000_000;

    /// <summary>Walks them.</summary>
    /// <param name="budget">How many may be.</param>
    /// <param name="search">Finds those that can be run; null where every path can.</param>
    /// <exception cref="PathLimitException">There are more.</exception>
    public IReadOnlyList<Walk> Walk(PathBudget budget, FeasibleSearch? search)
    {
        if (search is not null)
        {
            var every = search.Every(budget.MaxScenarios, MostCounted);
            budget.CheckFeasible(every.Count, every.IsComplete);
            return every.Walks;
        }

        var walks = new List<Walk>();
        var elements = 0L;
        var count = 0;
        List<int>? decided = [];
        while (decided is not null)
        {
            budget.Continue();
            var guide = new Odometer(decided, maxLoopIterations);
            if (walker.Run(guide) is { } walk)
            {
                count++;
                elements += walk.Elements.Count;
                if (count <= budget.MaxScenarios)
                {
                    walks.Add(walk);
                }
            }

            decided = guide.Next();
            if (decided is not null && (count >= MostCounted || elements >= MostElements))
            {
                budget.CheckPaths(count, isExact: false);
            }
        }

        budget.CheckPaths(count, isExact: true);
        return walks;
    }

    private sealed class Odometer(List<int> given, int maxLoopIterations) : IWalkGuide
    {
        private readonly List<(int Taken, int Of)> _decided = [];

        public List<int>? Next()
        {
            var last = _decided.FindLastIndex(decided => decided.Taken + 1 < decided.Of);
            return last < 0 ? null : [.. _decided.Take(last).Select(decided => decided.Taken), _decided[last].Taken + 1];
        }

        public Arc Decide(Vertex decision, IReadOnlyList<Arc> possible) => possible[Take(possible.Count)];

        public IReadOnlyList<Arc> Choose(Vertex choice, IReadOnlyList<Arc> optional, bool mayBeNone)
        {
            // Sets of flows are the numbers of their bits: all flows first, none last.
            var all = (1 << Math.Min(optional.Count, 30)) - 1;
            var set = all - Take(mayBeNone ? all + 1 : all);
            return [.. optional.Where((_, i) => i < 30 && (set & (1 << i)) != 0)];
        }

        public int Iterate(Vertex activity)
        {
            var range = LoopRange.Of(activity.Node!, maxLoopIterations);
            var counts = new[] { Math.Clamp(1, range.Least, range.Most), range.Least, range.Most }.Distinct().ToList();
            return counts[Take(counts.Count)];
        }

        private int Take(int of)
        {
            var taken = _decided.Count < given.Count ? given[_decided.Count] : 0;
            _decided.Add((taken, of));
            return taken;
        }
    }
}
