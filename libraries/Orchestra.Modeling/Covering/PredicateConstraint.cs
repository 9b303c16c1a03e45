namespace Orchestra.Modeling.Covering;

/// <summary>A constraint as a function of the values of its scope. It must be pure: it is asked often and in any order.</summary>
public sealed class PredicateConstraint(IReadOnlyList<int> scope, CoveringPredicate predicate) : CoveringConstraint(scope)
{
    // Above this the answer is left open: the search fixes more factors and asks again.
    private const int MaxCombinations = 256;

    /// <inheritdoc/>
    public override CoveringVerdict Judge(CoveringDomains domains)
    {
        long combinations = 1;
        foreach (var factor in Scope)
        {
            combinations *= domains.Count(factor);
            if (combinations > MaxCombinations)
            {
                return CoveringVerdict.Open;
            }
        }

        var values = new int[Scope.Count];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = domains.First(Scope[i]);
        }

        var (kept, broken) = (false, false);
        do
        {
            if (predicate(values))
            {
                kept = true;
            }
            else
            {
                broken = true;
            }
        } while (!(kept && broken) && MoveOn(domains, values));

        return kept && broken ? CoveringVerdict.Open
            : kept ? CoveringVerdict.Kept
            : CoveringVerdict.Broken;
    }

    private bool MoveOn(CoveringDomains domains, int[] values)
    {
        for (var i = values.Length - 1; i >= 0; i--)
        {
            values[i] = domains.Next(Scope[i], values[i]);
            if (values[i] >= 0)
            {
                return true;
            }

            values[i] = domains.First(Scope[i]);
        }

        return false;
    }
}
