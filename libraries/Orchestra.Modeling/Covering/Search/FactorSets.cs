using System.Numerics;

namespace Orchestra.Modeling.Covering.Search;

/// <summary>The sets of factors whose tuples are owed.</summary>
internal static class FactorSets
{
    /// <summary>Every set of the model's strength, then those of its groups; each set once.</summary>
    public static List<int[]> Of(CoveringModel model, int strength)
    {
        var sets = new List<int[]>();
        Choose([.. Enumerable.Range(0, model.Factors.Count)], strength, sets.Add);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var group in model.Groups.Where(group => group.Strength != strength))
        {
            Choose(
                [.. group.Factors.Order()],
                group.Strength,
                set =>
                {
                    if (seen.Add(string.Join(',', set)))
                    {
                        sets.Add(set);
                    }
                }
            );
        }

        return sets;
    }

    /// <summary>How many sets and tuples there are at most, without listing them.</summary>
    public static (BigInteger Sets, BigInteger Tuples) Count(CoveringModel model, int strength)
    {
        var (sets, tuples) = Count(model.Factors.Select(factor => factor.Values), strength);
        foreach (var group in model.Groups)
        {
            var own = Count(group.Factors.Select(factor => model.Factors[factor].Values), group.Strength);
            (sets, tuples) = (sets + own.Sets, tuples + own.Tuples);
        }

        return (sets, tuples);
    }

    /// <summary>By factor, the positions at which it occurs.</summary>
    public static int[][] PositionsByFactor(int[] factors, int count)
    {
        var sizes = new int[count];
        foreach (var factor in factors)
        {
            sizes[factor]++;
        }

        var positions = sizes.Select(size => new int[size]).ToArray();
        Array.Clear(sizes);
        for (var position = 0; position < factors.Length; position++)
        {
            positions[factors[position]][sizes[factors[position]]++] = position;
        }

        return positions;
    }

    // The elementary symmetric polynomial of the sizes.
    private static (BigInteger Sets, BigInteger Tuples) Count(IEnumerable<int> sizes, int strength)
    {
        var sets = new BigInteger[strength + 1];
        var tuples = new BigInteger[strength + 1];
        sets[0] = tuples[0] = BigInteger.One;
        foreach (var size in sizes)
        {
            for (var i = strength; i > 0; i--)
            {
                sets[i] += sets[i - 1];
                tuples[i] += tuples[i - 1] * size;
            }
        }

        return (sets[strength], tuples[strength]);
    }

    private static void Choose(int[] factors, int strength, Action<int[]> chosen)
    {
        var at = Enumerable.Range(0, strength).ToArray();
        while (true)
        {
            chosen([.. at.Select(i => factors[i])]);
            var last = strength - 1;
            while (last >= 0 && at[last] == factors.Length - strength + last)
            {
                last--;
            }

            if (last < 0)
            {
                return;
            }

            at[last]++;
            for (var i = last + 1; i < strength; i++)
            {
                at[i] = at[i - 1] + 1;
            }
        }
    }
}
