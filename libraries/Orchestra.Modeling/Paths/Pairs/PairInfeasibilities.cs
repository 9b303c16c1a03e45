using Orchestra.Contracts.Scenarios;

namespace Orchestra.Modeling.Paths.Pairs;

/// <summary>Says why combinations never come together on a path.</summary>
internal sealed class PairInfeasibilities(PairSearch search)
{
    private const int MostListed = 1_000;

    /// <summary>The reasons, in the order of the source.</summary>
    public List<Infeasibility> Of(List<(int[] Tuple, string? Reason)> infeasible)
    {
        var listed = infeasible.Take(MostListed).Select(entry => Reason(entry.Tuple, entry.Reason)).ToList();
        if (infeasible.Count > MostListed)
        {
            listed.Add(new Infeasibility("…", $"{infeasible.Count - MostListed} more combinations never come together"));
        }

        return listed;
    }

    private Infeasibility Reason(int[] tuple, string? contradiction)
    {
        var factors = tuple.Select(search.Table.OfValue).ToList();
        var names = string.Join(" and ", tuple.Select(search.Table.NameOf));
        var last = factors[^1].At.Subject;
        if (contradiction is not null)
        {
            return new Infeasibility(last, $"{names}: {contradiction}");
        }

        if (factors.TrueForAll(factor => factor.At == factors[0].At))
        {
            return new Infeasibility(last, $"{names}: at least one flow of {last} is taken");
        }

        for (var i = 0; i < tuple.Length; i++)
        {
            if (Elsewhere(tuple[i], factors) is { } other)
            {
                return new Infeasibility(last, $"{names}: {other.At.Subject} is not reached with {search.Table.NameOf(tuple[i])}");
            }
        }

        return new Infeasibility(last, $"{names}: no path from a start to an end takes them together");
    }

    // A factor further on that the outcome leads away from.
    private Factor? Elsewhere(int value, List<Factor> factors)
    {
        var factor = search.Table.OfValue(value);
        if (factor.Arcs.Count < 2)
        {
            return null;
        }

        var target = factor.Arcs[value - factor.FirstValue].Target;
        return factors.Find(other => other != factor && search.Reach.Leads(factor.At, other) && !search.Reach.Leads(target, other));
    }
}
