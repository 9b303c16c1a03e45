using System.Numerics;

namespace Orchestra.Modeling.Covering.Constructions;

/// <summary>
/// Kleitman and Spencer (1973), Katona (1973): k factors of two values need the least N with k ≤ C(N - 1, ⌈N/2⌉) rows for all pairs.
/// The columns are different sets of ⌈N/2⌉ of the last N - 1 rows.
/// </summary>
internal static class BinaryArray
{
    /// <summary>The fewest rows that cover all pairs of so many factors of two values.</summary>
    public static int Rows(int factors)
    {
        var rows = 4;
        while (Choose(rows - 1, (rows + 1) / 2) < factors)
        {
            rows++;
        }

        return rows;
    }

    /// <summary>An optimal array; null when a factor has more than two values. Of a factor with one value every cell is 0.</summary>
    public static List<int[]>? Build(IReadOnlyList<CoveringFactor> factors)
    {
        if (factors.Any(factor => factor.Values > 2))
        {
            return null;
        }

        var count = Rows(factors.Count);
        var rows = Enumerable.Range(0, count).Select(_ => new int[factors.Count]).ToList();
        var ones = Enumerable.Range(1, (count + 1) / 2).ToArray();
        for (var column = 0; column < factors.Count; column++)
        {
            foreach (var row in ones.Where(_ => factors[column].Values == 2))
            {
                rows[row][column] = 1;
            }

            MoveOn(ones, count - 1);
        }

        return rows;
    }

    private static BigInteger Choose(int n, int k)
    {
        var result = BigInteger.One;
        for (var i = 1; i <= k; i++)
        {
            result = result * (n - k + i) / i;
        }

        return result;
    }

    // The next set of the same size.
    private static void MoveOn(int[] set, int most)
    {
        var last = set.Length - 1;
        while (last >= 0 && set[last] == most - set.Length + 1 + last)
        {
            last--;
        }

        if (last >= 0)
        {
            set[last]++;
            for (var i = last + 1; i < set.Length; i++)
            {
                set[i] = set[i - 1] + 1;
            }
        }
    }
}
