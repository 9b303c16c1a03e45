namespace Orchestra.Modeling.Covering;

/// <summary>Refuses what cannot be built before anything is.</summary>
internal static class ModelCheck
{
    private const int MinStrength = 2;
    private const int MaxStrength = 6;

    public static void Check(CoveringModel model, CoveringOptions options)
    {
        var factors = model.Factors;
        if (options.Strength is < MinStrength or > MaxStrength)
        {
            throw new CoveringException($"the strength is {options.Strength}; it goes from {MinStrength} to {MaxStrength}");
        }

        if (options.Strength > factors.Count)
        {
            throw new CoveringException(
                $"the strength is {options.Strength}, and the model has {factors.Count} parameter(s): it cannot be more than those"
            );
        }

        Require(factors.All(factor => factor.Values > 0), "every factor has at least one value");
        Require(
            factors.All(factor => factor.Free.All(value => value >= 0 && value < factor.Values)),
            "free values are values of their factor"
        );
        Require(
            model.Constraints.All(constraint => AreFactors(constraint.Scope, factors.Count)),
            "the scope of a constraint has indexes of factors, each once"
        );
        Require(
            model.Groups.All(group =>
                group.Strength is >= 1 and <= MaxStrength
                && group.Strength <= group.Factors.Count
                && AreFactors(group.Factors, factors.Count)
            ),
            "a group has indexes of factors, each once, and a strength up to their number and to 6"
        );
        Require(
            options.SeedRows.All(row =>
                row.Count == factors.Count
                && row.Index().All(cell => cell.Item is not { } value || (value >= 0 && value < factors[cell.Index].Values))
            ),
            "a seed row has a value of each factor, or null"
        );
    }

    private static bool AreFactors(IReadOnlyList<int> indexes, int count) =>
        indexes.All(index => index >= 0 && index < count) && indexes.Distinct().Count() == indexes.Count;

    private static void Require(bool holds, string rule)
    {
        if (!holds)
        {
            throw new ArgumentException($"the model is wrong: {rule}");
        }
    }
}
