namespace Orchestra.Load.Models;

/// <summary>An even split with the remainder first: 10 over 4 is 3, 3, 2, 2.</summary>
public static class Share
{
    /// <summary>One part's share.</summary>
    /// <param name="total">What is split.</param>
    /// <param name="part">Which part, from 0 on.</param>
    /// <param name="parts">How many parts there are.</param>
    public static long Of(long total, int part, int parts)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(total);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(parts);
        ArgumentOutOfRangeException.ThrowIfNegative(part);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(part, parts);
        return (total / parts) + (part < total % parts ? 1 : 0);
    }
}
