namespace Orchestra.Generation.Conditions.Solving;

/// <summary>Numbers that are multiples of a step.</summary>
internal static class NumberGrid
{
    /// <summary>Whether a number is a multiple of a step.</summary>
    public static bool IsOn(decimal number, decimal step) => number % step == 0;

    /// <summary>The smallest step whose multiples are multiples of both; the larger of the two where it is beyond decimals.</summary>
    public static decimal CommonMultiple(decimal a, decimal b)
    {
        var (x, y) = (a, b);
        while (y != 0)
        {
            (x, y) = (y, x % y);
        }

        try
        {
            return a / x * b;
        }
        catch (OverflowException)
        {
            return Math.Max(a, b);
        }
    }
}
