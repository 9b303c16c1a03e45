using Orchestra.Contracts.Load;

namespace Orchestra.Load.Models;

/// <summary>
/// When the iterations of an open load start. The n-th start, from 0 on, is where the area below the rate reaches n: at a constant rate all
/// are equally far apart, and on a ramp as close as the rate there says. Runner i of k takes the starts i, i + k, i + 2k and so on: all of
/// them together are one schedule, whatever their number.
/// </summary>
public sealed class ArrivalSchedule
{
    private readonly Ramp[] _ramps;

    // How many starts lie before each ramp.
    private readonly decimal[] _before;

    /// <summary>The schedule of an open profile.</summary>
    public ArrivalSchedule(LoadProfile profile)
    {
        _ramps = Ramps.Of(profile);
        _before = new decimal[_ramps.Length];
        var area = 0m;
        for (var i = 0; i < _ramps.Length; i++)
        {
            _before[i] = area;
            area += _ramps[i].Area;
        }

        Count = Math.Min((long)Math.Ceiling(area), profile.Iterations ?? long.MaxValue);
        Length = _ramps.Length == 0 ? TimeSpan.Zero : Span((double)_ramps[^1].To);
    }

    /// <summary>How many starts there are.</summary>
    public long Count { get; }

    /// <summary>How long the load is.</summary>
    public TimeSpan Length { get; }

    /// <summary>When a start is, from the load's start on.</summary>
    /// <param name="start">Which, from 0 to <see cref="Count"/> - 1.</param>
    public TimeSpan At(long start)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(start);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(start, Count);
        // The last ramp that begins at or before it and has a start in it; ramps without area are passed over.
        var found = Array.BinarySearch(_before, start);
        found = found < 0 ? ~found - 1 : found;
        while (found + 1 < _ramps.Length && _before[found + 1] <= start)
        {
            found++;
        }

        var ramp = _ramps[found];
        return Span((double)ramp.From + TimeIn(ramp, (double)(start - _before[found])));
    }

    /// <summary>The starts of one runner, in order.</summary>
    /// <param name="part">Which runner, from 0 on.</param>
    /// <param name="parts">How many runners there are.</param>
    public IEnumerable<TimeSpan> Of(int part, int parts)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(part);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(part, parts);
        for (long start = part; start < Count; start += parts)
        {
            yield return At(start);
        }
    }

    // Solves first·t + slope·t²/2 = area for t, in the form that loses no digits where the slope is small.
    private static double TimeIn(Ramp ramp, double area)
    {
        var first = (double)ramp.First;
        var slope = (double)((ramp.Last - ramp.First) / ramp.Length);
        var root = Math.Sqrt(Math.Max(0, (first * first) + (2 * slope * area)));
        return area <= 0 ? 0 : Math.Min(2 * area / (first + root), (double)ramp.Length);
    }

    // To 100 ns: TimeSpan.FromSeconds would round to them as well, but refuses what is not a number.
    private static TimeSpan Span(double seconds) => TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
}
