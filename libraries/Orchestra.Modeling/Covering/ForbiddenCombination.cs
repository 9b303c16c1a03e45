namespace Orchestra.Modeling.Covering;

/// <summary>Values that never occur together in a row.</summary>
public sealed class ForbiddenCombination(IReadOnlyList<(int Factor, int Value)> values)
    : CoveringConstraint([.. values.Select(value => value.Factor).Distinct()])
{
    /// <summary>The values, each with its factor's index.</summary>
    public IReadOnlyList<(int Factor, int Value)> Values { get; } = values;

    /// <inheritdoc/>
    public override CoveringVerdict Judge(CoveringDomains domains)
    {
        var all = true;
        foreach (var (factor, value) in Values)
        {
            if (!domains.Allows(factor, value))
            {
                return CoveringVerdict.Kept;
            }

            all &= domains.Count(factor) == 1;
        }

        return all ? CoveringVerdict.Broken : CoveringVerdict.Open;
    }
}
