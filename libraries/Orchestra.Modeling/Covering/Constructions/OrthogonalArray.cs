using Orchestra.Modeling.Covering.Search;

namespace Orchestra.Modeling.Covering.Constructions;

/// <summary>
/// Bush's construction: for a prime power q, the values of all polynomials of degree below t at the q points of the field, and the
/// leading coefficient: q^t rows, in which every t of up to q + 1 columns hold every tuple exactly once.
/// </summary>
internal static class OrthogonalArray
{
    private const int MaxRows = 20_000;

    /// <summary>The rows for a model; null where there is no such array, or one that is twice the lower bound or more.</summary>
    public static List<int[]>? Build(IReadOnlyList<CoveringFactor> factors, int strength, int lowerBound, Chance chance)
    {
        var least = Math.Max(factors.Max(factor => factor.Values), factors.Count - 1);
        var most = Math.Min(MaxRows, 2.0 * lowerBound);
        if (Math.Pow(least, strength) > most || GaloisField.AtLeast(least) is not { } field || Math.Pow(field.Order, strength) > most)
        {
            return null;
        }

        var rows = new List<int[]>();
        var coefficients = new int[strength];
        do
        {
            var row = new int[factors.Count];
            for (var column = 0; column < row.Length; column++)
            {
                var value = column < field.Order ? Evaluate(field, coefficients, column) : coefficients[^1];
                // A value that the factor does not have says nothing: any may stand there.
                row[column] = value < factors[column].Values ? value : chance.Below(factors[column].Values);
            }

            rows.Add(row);
        } while (MoveOn(coefficients, field.Order));

        return rows;
    }

    private static int Evaluate(GaloisField field, int[] coefficients, int point)
    {
        var value = 0;
        for (var i = coefficients.Length - 1; i >= 0; i--)
        {
            value = field.Add(field.Multiply(value, point), coefficients[i]);
        }

        return value;
    }

    private static bool MoveOn(int[] digits, int radix)
    {
        for (var i = 0; i < digits.Length; i++)
        {
            if (++digits[i] < radix)
            {
                return true;
            }

            digits[i] = 0;
        }

        return false;
    }
}
