using System.Collections;

namespace Orchestra.Modeling.Paths.Feasible;

/// <summary>
/// Makes a set of walks smaller that had to go round contradictions: of a process with few walks the least set is found by trying all,
/// elsewhere two walks are joined into one where a walk exists that covers what only they did.
/// </summary>
internal sealed class FewerWalks(PathChoice choice, Demands demands, FeasibleSearch search, PathSearch places)
{
    private const int MostWalks = 600;
    private const int MostTried = 5_000;
    private const int MostJoined = 60;
    private const int MostTriesToJoin = 100;

    private readonly WalkSet _walks = choice.Walks;
    private readonly CoverageTally _tally = choice.Tally;

    /// <summary>Makes it smaller.</summary>
    /// <param name="bound">No set can have fewer.</param>
    /// <returns>A bound as good or better.</returns>
    public int Improve(int bound)
    {
        if (_walks.Count <= bound)
        {
            return bound;
        }

        var every = search.Every(MostWalks, MostTried);
        return every.IsComplete && every.Walks.Count <= MostWalks ? Math.Max(bound, Least(every.Walks)) : Join(bound);
    }

    // The size of the least set; 0 where it is not known.
    private int Least(IReadOnlyList<Walk> every)
    {
        var asked = _tally.Asked(demands).Where(obligation => _tally[obligation] > 0).ToList();
        var covers = every.Select(CoverageTally.CoveredBy).Select(covered => new BitArray([.. asked.Select(covered.Contains)])).ToList();
        var (chosen, isLeast) = LeastCover.Of(covers, _walks.Count);
        if (chosen is not null)
        {
            for (var i = _walks.Count - 1; i >= 0; i--)
            {
                _walks.RemoveAt(i);
            }

            foreach (var index in chosen.Order())
            {
                _walks.Add(every[index]);
            }
        }

        return isLeast ? _walks.Count : 0;
    }

    private int Join(int bound)
    {
        for (var i = 0; i < _walks.Count && _walks.Count > bound; i++)
        {
            for (var j = _walks.Count - 1; j > i && _walks.Count > bound && _walks.Count <= MostJoined && !search.IsSpent; j--)
            {
                var goal = new ObligationGoal(_walks.Sole(i, j), places);
                if (search.Find(new WalkAim(goal, _ => false, search.WayOut), MostTriesToJoin).Walk is { } walk)
                {
                    _walks.RemoveAt(j);
                    _walks.RemoveAt(i);
                    _walks.Add(walk);
                    j = _walks.Count;
                }
            }
        }

        _walks.Prune();
        return bound;
    }
}
