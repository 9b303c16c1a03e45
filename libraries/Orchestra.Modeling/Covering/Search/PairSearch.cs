using System.Numerics;
using Orchestra.Modeling.Covering.Solving;

namespace Orchestra.Modeling.Covering.Search;

/// <summary>
/// The search for strength 2. A value is a number over all factors ("flat"), and for each flat value there is a bit set of those with
/// which it is in exactly one row, and one of those with which it is in none: what a change loses and gains are two ANDs.
/// </summary>
internal sealed class PairSearch : IArraySearch
{
    /// <summary>Above this the tables, which grow with the square, would not stay in the caches.</summary>
    public const int MaxFlatValues = 1_500;

    private const int MaxTries = 200;

    private readonly TupleSpace _space;
    private readonly KeptCells _kept;
    private readonly RowCheck? _check;
    private readonly int _factors;
    private readonly int _flats;
    private readonly int _words;
    private readonly int[] _starts;
    private readonly int[] _factorOf;
    private readonly int[] _counts;
    private readonly ulong[] _none;
    private readonly ulong[] _once;
    private readonly int[] _open;
    private readonly int[] _placeOf;
    private readonly double[] _accept = new double[32];
    private readonly int[] _values;
    private int[] _cells = [];
    private ulong[] _rowBits = [];

    public PairSearch(CoveringModel model, TupleSpace space, KeptCells kept)
    {
        (_space, _kept) = (space, kept);
        _check = model.Constraints.Count > 0 ? new RowCheck(model) : null;
        _factors = model.Factors.Count;
        _values = new int[_factors];
        _starts = new int[_factors + 1];
        for (var factor = 0; factor < _factors; factor++)
        {
            _starts[factor + 1] = _starts[factor] + model.Factors[factor].Values;
        }

        _flats = _starts[^1];
        _words = (_flats + 63) >> 6;
        _factorOf = new int[_flats];
        for (var factor = 0; factor < _factors; factor++)
        {
            Array.Fill(_factorOf, factor, _starts[factor], _starts[factor + 1] - _starts[factor]);
        }

        _counts = new int[_flats * _flats];
        _none = new ulong[_flats * _words];
        _once = new ulong[_flats * _words];
        _open = new int[space.Total];
        _placeOf = new int[_flats * _flats];
    }

    public int Uncovered { get; private set; }

    public int RowCount { get; private set; }

    public long Work { get; private set; }

    public int[][] Rows()
    {
        var rows = new int[RowCount][];
        for (var row = 0; row < RowCount; row++)
        {
            rows[row] = new int[_factors];
            for (var factor = 0; factor < _factors; factor++)
            {
                rows[row][factor] = _cells[row * _factors + factor] - _starts[factor];
            }
        }

        return rows;
    }

    public void Load(IReadOnlyList<int[]> rows)
    {
        RowCount = rows.Count;
        _cells = new int[RowCount * _factors];
        _rowBits = new ulong[RowCount * _words];
        Owe();
        for (var row = 0; row < RowCount; row++)
        {
            for (var factor = 0; factor < _factors; factor++)
            {
                var flat = _starts[factor] + rows[row][factor];
                _cells[row * _factors + factor] = flat;
                _rowBits[row * _words + (flat >> 6)] |= 1UL << flat;
                for (var other = 0; other < factor; other++)
                {
                    Add(_cells[row * _factors + other], flat);
                }
            }
        }
    }

    public bool RemoveRow()
    {
        Work += (long)(RowCount - _kept.RowCount) * _factors * _words >> 3;
        var (least, fewest) = (-1, int.MaxValue);
        for (var row = _kept.RowCount; row < RowCount; row++)
        {
            var unique = Unique(row);
            if (unique < fewest)
            {
                (least, fewest) = (row, unique);
            }
        }

        if (least < 0)
        {
            return false;
        }

        var cells = _cells.AsSpan(least * _factors, _factors);
        for (var factor = 0; factor < _factors; factor++)
        {
            for (var other = 0; other < factor; other++)
            {
                Take(cells[other], cells[factor]);
            }
        }

        // The order of the rows stays: a run reads as the one before.
        Array.Copy(_cells, (least + 1) * _factors, _cells, least * _factors, (RowCount - least - 1) * _factors);
        Array.Copy(_rowBits, (least + 1) * _words, _rowBits, least * _words, (RowCount - least - 1) * _words);
        RowCount--;
        return true;
    }

    public void Run(Chance chance, double temperature, long work)
    {
        for (var i = 0; i < _accept.Length; i++)
        {
            _accept[i] = Math.Exp(-i / temperature);
        }

        for (var end = Work + work; Work < end && Uncovered > 0; )
        {
            Step(chance);
        }
    }

    private void Step(Chance chance)
    {
        var pair = _open[chance.Below(Uncovered)];
        var (left, right) = Math.DivRem(pair, _flats);
        var (leftFactor, rightFactor) = (_factorOf[left], _factorOf[right]);
        Work += 2;
        for (var i = 0; i < MaxTries; i++)
        {
            var row = chance.Below(RowCount);
            var hasLeft = _cells[row * _factors + leftFactor] == left;
            if (!hasLeft && _cells[row * _factors + rightFactor] != right)
            {
                continue;
            }

            var (factor, flat) = hasLeft ? (rightFactor, right) : (leftFactor, left);
            if (!_kept.IsKept(row, factor))
            {
                var loss = Loss(row, _cells[row * _factors + factor], flat);
                if ((loss <= 0 || chance.Unit() < _accept[Math.Min(loss, _accept.Length - 1)]) && Allows(row, factor, flat))
                {
                    Change(row, factor, flat);
                }
            }

            Work += i >> 3;
            return;
        }

        Work += MaxTries >> 3;
        PlaceAnywhere(chance, leftFactor, left, rightFactor, right);
    }

    // No row holds either value any more; with constraints the search goes on elsewhere.
    private void PlaceAnywhere(Chance chance, int leftFactor, int left, int rightFactor, int right)
    {
        var row = chance.Below(RowCount);
        if (_check is null && !_kept.IsKept(row, leftFactor) && !_kept.IsKept(row, rightFactor))
        {
            Change(row, leftFactor, left);
            Change(row, rightFactor, right);
        }
    }

    private int Loss(int row, int before, int after)
    {
        var loss = 0;
        var bits = _rowBits.AsSpan(row * _words, _words);
        var once = _once.AsSpan(before * _words, bits.Length);
        var none = _none.AsSpan(after * _words, bits.Length);
        for (var word = 0; word < bits.Length; word++)
        {
            loss += BitOperations.PopCount(bits[word] & once[word]) - BitOperations.PopCount(bits[word] & none[word]);
        }

        return loss;
    }

    private bool Allows(int row, int factor, int flat)
    {
        if (_check is null)
        {
            return true;
        }

        for (var i = 0; i < _factors; i++)
        {
            _values[i] = _cells[row * _factors + i] - _starts[i];
        }

        Work += 20;
        return _check.Allows(_values, factor, flat - _starts[factor]);
    }

    private void Change(int row, int factor, int flat)
    {
        var cells = _cells.AsSpan(row * _factors, _factors);
        var before = cells[factor];
        if (before == flat)
        {
            return;
        }

        for (var other = 0; other < cells.Length; other++)
        {
            if (other != factor)
            {
                Take(before, cells[other]);
                Add(flat, cells[other]);
            }
        }

        cells[factor] = flat;
        _rowBits[row * _words + (before >> 6)] ^= 1UL << before;
        _rowBits[row * _words + (flat >> 6)] ^= 1UL << flat;
        Work += _factors >> 2;
    }

    private int Unique(int row)
    {
        var unique = 0;
        for (var factor = 0; factor < _factors; factor++)
        {
            var flat = _cells[row * _factors + factor];
            for (var word = 0; word < _words; word++)
            {
                unique += BitOperations.PopCount(_rowBits[row * _words + word] & _once[flat * _words + word]);
            }
        }

        return unique;
    }

    // Pairs that are not owed count as often covered: they never become open, and nothing is lost with them.
    private void Owe()
    {
        Array.Fill(_counts, int.MaxValue / 2);
        Array.Clear(_none);
        Array.Clear(_once);
        Uncovered = 0;
        for (var set = 0; set < _space.SetCount; set++)
        {
            var position = _space.Start(set);
            var (left, right) = (_starts[_space.Factors[position]], _starts[_space.Factors[position + 1]]);
            for (var index = _space.Base(set); index < _space.Base(set + 1); index++)
            {
                if (_space.IsOwed(index))
                {
                    var (a, b) = (left + _space.ValueAt(index, position), right + _space.ValueAt(index, position + 1));
                    _counts[a * _flats + b] = 0;
                    Flip(_none, a, b);
                    _placeOf[a * _flats + b] = Uncovered;
                    _open[Uncovered++] = a * _flats + b;
                }
            }
        }
    }

    private void Add(int a, int b)
    {
        var pair = a < b ? a * _flats + b : b * _flats + a;
        var count = _counts[pair]++;
        if (count == 0)
        {
            Flip(_none, a, b);
            Flip(_once, a, b);
            var (place, last) = (_placeOf[pair], _open[--Uncovered]);
            _open[place] = last;
            _placeOf[last] = place;
        }
        else if (count == 1)
        {
            Flip(_once, a, b);
        }
    }

    private void Take(int a, int b)
    {
        var pair = a < b ? a * _flats + b : b * _flats + a;
        var count = --_counts[pair];
        if (count == 0)
        {
            Flip(_none, a, b);
            Flip(_once, a, b);
            _placeOf[pair] = Uncovered;
            _open[Uncovered++] = pair;
        }
        else if (count == 1)
        {
            Flip(_once, a, b);
        }
    }

    private void Flip(ulong[] bits, int a, int b)
    {
        bits[a * _words + (b >> 6)] ^= 1UL << b;
        bits[b * _words + (a >> 6)] ^= 1UL << a;
    }
}
