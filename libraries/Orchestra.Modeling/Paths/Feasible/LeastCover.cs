using System.Collections;

namespace Orchestra.Modeling.Paths.Feasible;

/// <summary>The fewest of some sets that cover everything they cover together, by branch and bound.</summary>
internal sealed class LeastCover
{
    private const int MostSteps = 200_000;

    private readonly List<BitArray> _sets;
    private readonly List<int>[] _having;
    private readonly int _size;
    private readonly int _largest;
    private List<int> _best;
    private int _steps;

    private LeastCover(List<BitArray> sets, int size, List<int> known)
    {
        (_sets, _size, _best) = (sets, size, known);
        _having = [.. Enumerable.Range(0, size).Select(item => Enumerable.Range(0, sets.Count).Where(set => sets[set][item]).ToList())];
        _largest = Math.Max(1, sets.Max(Count));
    }

    /// <summary>Finds them.</summary>
    /// <param name="sets">The sets, over the same items.</param>
    /// <param name="atMost">A size that is reached already: only fewer sets are of use.</param>
    /// <returns>The fewest, or null where none are fewer than <paramref name="atMost"/>; and whether no cover is smaller.</returns>
    public static (IReadOnlyList<int>? Chosen, bool IsLeast) Of(IReadOnlyList<BitArray> sets, int atMost)
    {
        if (sets.Count == 0)
        {
            return (null, false);
        }

        var size = sets[0].Count;
        var covered = new BitArray(size);
        foreach (var set in sets)
        {
            covered.Or(set);
        }

        List<int> none = [.. Enumerable.Repeat(-1, atMost)];
        var search = new LeastCover([.. sets], size, none);
        search.Add([], new BitArray(size), covered);
        return (ReferenceEquals(search._best, none) ? null : search._best, search._steps < MostSteps);
    }

    private static int Count(BitArray set)
    {
        var count = 0;
        foreach (bool item in set)
        {
            count += item ? 1 : 0;
        }

        return count;
    }

    private void Add(List<int> chosen, BitArray covered, BitArray goal)
    {
        if (++_steps >= MostSteps)
        {
            return;
        }

        var (open, rarest) = (0, -1);
        for (var item = 0; item < _size; item++)
        {
            if (goal[item] && !covered[item])
            {
                open++;
                rarest = rarest < 0 || _having[item].Count < _having[rarest].Count ? item : rarest;
            }
        }

        if (open == 0)
        {
            _best = [.. chosen];
            return;
        }

        if (chosen.Count + ((open + _largest - 1) / _largest) >= _best.Count)
        {
            return;
        }

        // One of the sets that have the item must be taken; those that gain the most first.
        foreach (var set in _having[rarest].OrderByDescending(set => Count(new BitArray(covered).Not().And(_sets[set]))))
        {
            Add([.. chosen, set], new BitArray(covered).Or(_sets[set]), goal);
        }
    }
}
