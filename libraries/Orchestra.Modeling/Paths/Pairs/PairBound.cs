namespace Orchestra.Modeling.Paths.Pairs;

/// <summary>
/// The lower bound of a covering array: a path that decides each of some factors once takes one combination of their values, so there are at
/// least as many paths as feasible combinations of the factors that have the most.
/// </summary>
internal static class PairBound
{
    /// <summary>The bound.</summary>
    public static int Of(FactorTable table, IEnumerable<ulong> feasible, int strength)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var code in feasible)
        {
            var factors = TupleSet.Decode(code).Select(table.OfValue).ToList();
            if (strength > 0 && factors.TrueForAll(factor => !factor.Repeats))
            {
                var key = string.Join(',', factors.Select(factor => factor.Index));
                counts[key] = counts.GetValueOrDefault(key) + 1;
            }
        }

        return counts.Count == 0 ? 1 : counts.Values.Max();
    }
}
