using Orchestra.Modeling.Covering.Solving;

namespace Orchestra.Modeling.Covering.Search;

/// <summary>The search for any strength, and for groups: a count for each tuple.</summary>
internal sealed class TupleSearch : IArraySearch
{
    /// <summary>Above this the counts alone would take too much memory.</summary>
    public const int MaxTuples = 16_000_000;

    // So far from 0 that a tuple that is not owed never counts as lost or gained.
    private const int NotOwed = int.MaxValue / 2;
    private const int MaxTries = 200;

    private readonly TupleSpace _space;
    private readonly KeptCells _kept;
    private readonly RowCheck? _check;
    private readonly int[] _counts;
    private readonly int[] _open;
    private readonly int[] _placeOf;
    private readonly double[] _accept = new double[32];
    private List<int[]> _rows = [];

    public TupleSearch(CoveringModel model, TupleSpace space, KeptCells kept)
    {
        (_space, _kept) = (space, kept);
        _check = model.Constraints.Count > 0 ? new RowCheck(model) : null;
        _counts = new int[space.Size];
        _open = new int[space.Size];
        _placeOf = new int[space.Size];
    }

    public int Uncovered { get; private set; }

    public int RowCount => _rows.Count;

    public long Work { get; private set; }

    public int[][] Rows() => [.. _rows.Select(row => (int[])row.Clone())];

    public void Load(IReadOnlyList<int[]> rows)
    {
        _rows = [.. rows.Select(row => (int[])row.Clone())];
        Uncovered = 0;
        for (var index = 0; index < _counts.Length; index++)
        {
            _counts[index] = NotOwed;
            if (_space.IsOwed(index))
            {
                _counts[index] = 0;
                _placeOf[index] = Uncovered;
                _open[Uncovered++] = index;
            }
        }

        foreach (var row in _rows)
        {
            for (var set = 0; set < _space.SetCount; set++)
            {
                Add(_space.IndexOf(set, row));
            }
        }
    }

    public bool RemoveRow()
    {
        Work += (long)(RowCount - _kept.RowCount) * _space.Factors.Length >> 3;
        var (least, fewest) = (-1, int.MaxValue);
        for (var row = _kept.RowCount; row < RowCount; row++)
        {
            var unique = 0;
            for (var set = 0; set < _space.SetCount; set++)
            {
                unique += _counts[_space.IndexOf(set, _rows[row])] == 1 ? 1 : 0;
            }

            if (unique < fewest)
            {
                (least, fewest) = (row, unique);
            }
        }

        if (least < 0)
        {
            return false;
        }

        for (var set = 0; set < _space.SetCount; set++)
        {
            Take(_space.IndexOf(set, _rows[least]));
        }

        _rows.RemoveAt(least);
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

    // Looks for a row that lacks one value of the tuple; where none is found, a row that lacks more gets the first it lacks.
    private void Step(Chance chance)
    {
        var index = _open[chance.Below(Uncovered)];
        var set = _space.FindSet(index);
        Work += 4;
        for (var i = 0; i < MaxTries; i++)
        {
            var row = chance.Below(RowCount);
            var (lacking, at) = (0, 0);
            for (var position = _space.Start(set); position < _space.End(set) && lacking < 2; position++)
            {
                if (_rows[row][_space.Factors[position]] != _space.ValueAt(index, position))
                {
                    lacking++;
                    at = position;
                }
            }

            if (lacking == 1 || i == MaxTries - 1)
            {
                Work += i >> 2;
                TryChange(chance, row, _space.Factors[at], _space.ValueAt(index, at));
                return;
            }
        }
    }

    private void TryChange(Chance chance, int row, int factor, int value)
    {
        var cells = _rows[row];
        if (_kept.IsKept(row, factor))
        {
            return;
        }

        var positions = _space.Positions[factor];
        Work += positions.Length >> 1;
        var loss = Loss(cells, positions, cells[factor], value);
        if (loss > 0 && chance.Unit() >= _accept[Math.Min(loss, _accept.Length - 1)])
        {
            return;
        }

        if (_check is not null)
        {
            Work += 20;
            if (!_check.Allows(cells, factor, value))
            {
                return;
            }
        }

        Work += positions.Length >> 1;
        foreach (var position in positions)
        {
            var index = _space.IndexOf(_space.SetOf[position], cells);
            Take(index);
            Add(index + (value - cells[factor]) * _space.Strides[position]);
        }

        cells[factor] = value;
    }

    private int Loss(int[] cells, int[] positions, int before, int after)
    {
        var loss = 0;
        foreach (var position in positions)
        {
            var index = _space.IndexOf(_space.SetOf[position], cells);
            loss += _counts[index] == 1 ? 1 : 0;
            loss -= _counts[index + (after - before) * _space.Strides[position]] == 0 ? 1 : 0;
        }

        return loss;
    }

    private void Add(int index)
    {
        if (_counts[index]++ == 0)
        {
            var (place, last) = (_placeOf[index], _open[--Uncovered]);
            _open[place] = last;
            _placeOf[last] = place;
        }
    }

    private void Take(int index)
    {
        if (--_counts[index] == 0)
        {
            _placeOf[index] = Uncovered;
            _open[Uncovered++] = index;
        }
    }
}
