using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Paths;

/// <summary>The walks chosen so far, with what each covers.</summary>
internal sealed class WalkSet(CoverageTally tally, Demands demands, PathBudget budget)
{
    private readonly List<(Walk Walk, HashSet<Obligation> Covers, IReadOnlyList<Obligation>? Own)> _walks = [];
    private long _elements;

    /// <summary>The walks, in the order chosen.</summary>
    public IEnumerable<Walk> Walks => _walks.Select(entry => entry.Walk);

    /// <summary>The number of walks.</summary>
    public int Count => _walks.Count;

    /// <summary>Adds a walk.</summary>
    /// <param name="walk">The walk.</param>
    /// <param name="own">Why it is there beside what the demands ask for; such a walk is never dropped.</param>
    public void Add(Walk walk, IReadOnlyList<Obligation>? own = null)
    {
        _elements += walk.Elements.Count;
        budget.CheckElements(_elements);
        var covers = CoverageTally.CoveredBy(walk);
        tally.Add(covers);
        _walks.Add((walk, covers, own));
    }

    /// <summary>Drops walks whose obligations others cover too, the last first, but never the last one left.</summary>
    public void Prune()
    {
        var asked = tally.Asked(demands).ToHashSet();
        for (var i = _walks.Count - 1; i >= 0 && _walks.Count > 1; i--)
        {
            if (_walks[i].Own is null && _walks[i].Covers.All(obligation => tally[obligation] > 1 || !asked.Contains(obligation)))
            {
                RemoveAt(i);
            }
        }
    }

    /// <summary>What is asked for and only these walks cover.</summary>
    public List<Obligation> Sole(int one, int other) =>
        [
            .. tally
                .Asked(demands)
                .Where(obligation =>
                    tally[obligation] is var times and > 0
                    && times == (_walks[one].Covers.Contains(obligation) ? 1 : 0) + (_walks[other].Covers.Contains(obligation) ? 1 : 0)
                ),
        ];

    /// <summary>Takes a walk away.</summary>
    public void RemoveAt(int index)
    {
        tally.Add(_walks[index].Covers, -1);
        _elements -= _walks[index].Walk.Elements.Count;
        _walks.RemoveAt(index);
    }

    /// <summary>For each walk the obligations asked for that no other covers, in the order of the source.</summary>
    public IEnumerable<(Walk Walk, IReadOnlyList<Obligation> Because)> WithReasons()
    {
        var single = tally.Asked(demands).Where(obligation => tally[obligation] == 1).ToList();
        var owner = _walks.Select(entry => new List<Obligation>(entry.Own ?? [])).ToList();
        foreach (var obligation in single)
        {
            owner[_walks.FindIndex(entry => entry.Covers.Contains(obligation))].Add(obligation);
        }

        return _walks.Select((entry, i) => (entry.Walk, (IReadOnlyList<Obligation>)owner[i]));
    }
}
