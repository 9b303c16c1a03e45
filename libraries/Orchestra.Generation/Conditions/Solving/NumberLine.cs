using Orchestra.Generation.Conditions.Language;

namespace Orchestra.Generation.Conditions.Solving;

/// <summary>What conditions leave of the numbers: an interval without some single ones, perhaps only the multiples of a step.</summary>
/// <param name="grid">The step; null where numbers are dense.</param>
/// <param name="fine">How far beyond an open bound a value is taken: the last digit that the conditions write.</param>
internal sealed class NumberLine(decimal? grid, decimal fine)
{
    /// <summary>Bounds further out are not looked at: decimals end there.</summary>
    public const decimal Huge = 1e18m;

    private const int Neighbours = 12;

    private readonly SortedSet<decimal> _excluded = [];
    private decimal? _low;
    private decimal? _high;
    private bool _lowIsOut;
    private bool _highIsOut;
    private bool _lowIsCondition;
    private bool _highIsCondition;

    private decimal Step => grid ?? fine;

    /// <summary>Whether some bound was too far out to be kept: then nothing can be ruled out.</summary>
    public bool IsInexact { get; private set; }

    /// <summary>Narrows the line.</summary>
    /// <param name="op">How its numbers compare with the value.</param>
    /// <param name="value">The value.</param>
    /// <param name="isCondition">Whether a condition says so, and not only the domain: its bounds are tried first.</param>
    public void Require(ComparisonOperator op, decimal value, bool isCondition)
    {
        if (Math.Abs(value) > Huge)
        {
            IsInexact = true;
            return;
        }

        if (op == ComparisonOperator.NotEqual)
        {
            if (grid is not { } step || NumberGrid.IsOn(value, step))
            {
                _excluded.Add(value);
            }

            return;
        }

        if (op is ComparisonOperator.Equal or ComparisonOperator.Greater or ComparisonOperator.GreaterOrEqual)
        {
            var isOut = op == ComparisonOperator.Greater;
            if (_low is null || value > _low || (value == _low && isOut && !_lowIsOut))
            {
                (_low, _lowIsOut, _lowIsCondition) = (value, isOut, isCondition);
            }
        }

        if (op is ComparisonOperator.Equal or ComparisonOperator.Less or ComparisonOperator.LessOrEqual)
        {
            var isOut = op == ComparisonOperator.Less;
            if (_high is null || value < _high || (value == _high && isOut && !_highIsOut))
            {
                (_high, _highIsOut, _highIsCondition) = (value, isOut, isCondition);
            }
        }
    }

    /// <summary>Whether no number is left.</summary>
    public bool IsEmpty => _low is not null && _high is not null && Lowest() is null && !IsInexact;

    /// <summary>Numbers that are left, the boundaries of conditions first; a few, or all of a short interval.</summary>
    /// <param name="pick">Which boundary comes first.</param>
    /// <param name="whole">Set when all of them are there.</param>
    public IReadOnlyList<decimal> Values(ulong pick, out bool whole)
    {
        var values = new List<decimal>();
        var lowest = Lowest();
        var highest = Highest();
        var boundaries = new List<decimal>();
        Add(boundaries, _lowIsCondition ? lowest : null);
        Add(boundaries, _highIsCondition ? highest : null);
        for (var i = 0; i < boundaries.Count; i++)
        {
            Add(values, boundaries[(int)((pick + (ulong)i) % (ulong)boundaries.Count)]);
        }

        foreach (var excluded in boundaries.Count == 0 ? _excluded.Take(Neighbours) : [])
        {
            Add(values, excluded + Step);
            Add(values, excluded - Step);
        }

        Add(values, lowest);
        Add(values, highest);
        Add(values, Middle());
        for (var i = 1; i <= Neighbours; i++)
        {
            Add(values, lowest + (i * Step));
            Add(values, highest - (i * Step));
            Add(values, (i - 1) * Step);
        }

        whole = IsEmpty;
        if (whole)
        {
            return [];
        }

        whole = grid is { } g && lowest is { } from && highest is { } to && (to - from) / g < 256;
        for (var value = lowest; whole && value <= highest; value += grid)
        {
            Add(values, value);
        }

        return [.. values.Distinct()];
    }

    private void Add(List<decimal> values, decimal? value)
    {
        if (value is { } number && Contains(number))
        {
            values.Add(number);
        }
    }

    private bool Contains(decimal number) =>
        (_low is null || (_lowIsOut ? number > _low : number >= _low))
        && (_high is null || (_highIsOut ? number < _high : number <= _high))
        && !_excluded.Contains(number)
        && (grid is not { } step || NumberGrid.IsOn(number, step));

    private decimal? Lowest()
    {
        if (_low is not { } low)
        {
            return null;
        }

        if (Contains(low))
        {
            return low;
        }

        return FirstOf((Math.Floor(low / Step) * Step) + Step, Step) ?? Between();
    }

    private decimal? Highest()
    {
        if (_high is not { } high)
        {
            return null;
        }

        if (Contains(high))
        {
            return high;
        }

        return FirstOf((Math.Ceiling(high / Step) * Step) - Step, -Step) ?? Between();
    }

    // Each step meets an excluded number or an end.
    private decimal? FirstOf(decimal start, decimal step)
    {
        var value = start;
        for (var i = 0; i <= _excluded.Count; i++, value += step)
        {
            if (Contains(value))
            {
                return value;
            }
        }

        return null;
    }

    // Dense numbers have one between any two, however near.
    private decimal? Between()
    {
        if (grid is not null || _low is not { } low || _high is not { } high || low >= high)
        {
            return null;
        }

        for (var i = 1; i <= _excluded.Count + 1; i++)
        {
            var value = low + ((high - low) * i / (_excluded.Count + 2));
            if (Contains(value))
            {
                return value;
            }
        }

        // Nearer than decimals tell apart.
        IsInexact = true;
        return null;
    }

    private decimal? Middle()
    {
        if (_low is not { } low || _high is not { } high)
        {
            return null;
        }

        var middle = low + ((high - low) / 2);
        var rounded = Math.Round(middle / Step) * Step;
        return Contains(rounded) ? rounded : middle;
    }
}
