using Orchestra.Generation.Conditions.Language;

namespace Orchestra.Generation.Conditions.Solving;

/// <summary>Reduces conditions that contradict to those that are needed for it: each is left out once, and stays out where the rest still contradicts.</summary>
internal sealed class ConflictFinder(IReadOnlyDictionary<VariablePath, VariableDomain> domains, int seed, int budget)
{
    private static readonly Dictionary<VariablePath, VariableDomain> _noDomains = [];

    /// <summary>The contradiction among conditions that have no values together.</summary>
    public Contradiction Find(IReadOnlyList<Conjunct> group)
    {
        // Without schemas first: then the message names only conditions.
        var used = Contradict(group, _noDomains) ? _noDomains : domains;
        var kept = Halved(group, used);
        for (var i = kept.Count - 1; i >= 0 && kept.Count > 1; i--)
        {
            var without = kept.Where((_, at) => at != i).ToList();
            if (Contradict(without, used))
            {
                kept = without;
            }
        }

        if (used.Count == 0)
        {
            return new Contradiction(kept);
        }

        // Where either of two schemas will do, the first is named.
        var bounded = kept.SelectMany(c => c.Expression.Variables()).Where(domains.ContainsKey).ToList();
        var variable = bounded.Find(v => NeedsDomain(kept, v)) ?? bounded.FirstOrDefault();
        return new Contradiction(kept, variable, variable is null ? null : domains[variable]);
    }

    // The shortest beginning that contradicts: what comes after it is not needed.
    private List<Conjunct> Halved(IReadOnlyList<Conjunct> group, IReadOnlyDictionary<VariablePath, VariableDomain> used)
    {
        var (low, high) = (1, group.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = Contradict([.. group.Take(middle)], used) ? (low, middle) : (middle + 1, high);
        }

        return [.. group.Take(high)];
    }

    private bool NeedsDomain(List<Conjunct> conjuncts, VariablePath variable) =>
        !Contradict(conjuncts, domains.Where(d => !d.Key.Equals(variable)).ToDictionary(d => d.Key, d => d.Value));

    private bool Contradict(IReadOnlyList<Conjunct> conjuncts, IReadOnlyDictionary<VariablePath, VariableDomain> used) =>
        ConditionSolver.SolveGroup(conjuncts, used, seed, budget) is SolverAnswer.NoValues;
}
