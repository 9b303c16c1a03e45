using System.Numerics;

namespace Orchestra.Load.Histograms;

/// <summary>
/// The buckets of an HdrHistogram for 1 µs to 1 h with three significant digits (hdrhistogram.org): 2,048 of width 1, then 1,024 each of
/// width 2, 4, 8 and so on. No value is further than 0.1 % from its bucket's others.
/// </summary>
internal static class HdrLayout
{
    /// <summary>The highest value that is told apart: 1 hour in microseconds.</summary>
    public const long HighestValue = 3_600_000_000;

    /// <summary>Significant decimal digits.</summary>
    public const int Digits = 3;

    /// <summary>Slots of an array of counts.</summary>
    public const int Slots = (Buckets + 1) * Half;

    private const int HalfBits = 10;
    private const int Half = 1 << HalfBits;

    // 2,048 · 2^21 is the first power above an hour.
    private const int Buckets = 22;

    /// <summary>The slot that counts a value from 0 to <see cref="HighestValue"/>.</summary>
    public static int SlotOf(long value)
    {
        var bucket = 64 - BitOperations.LeadingZeroCount((ulong)value | ((Half * 2) - 1)) - (HalfBits + 1);
        return ((bucket + 1) << HalfBits) + ((int)(value >> bucket) - Half);
    }

    /// <summary>The lowest value that a slot counts.</summary>
    public static long LowestOf(int slot)
    {
        var (bucket, sub) = Split(slot);
        return (long)sub << bucket;
    }

    /// <summary>The highest value that a slot counts.</summary>
    public static long HighestOf(int slot)
    {
        var (bucket, sub) = Split(slot);
        return ((long)(sub + 1) << bucket) - 1;
    }

    private static (int Bucket, int Sub) Split(int slot)
    {
        var bucket = (slot >> HalfBits) - 1;
        return bucket < 0 ? (0, slot) : (bucket, (slot & (Half - 1)) + Half);
    }
}
