using Orchestra.Modeling.Covering.Solving;

namespace Orchestra.Modeling.Covering.Search;

/// <summary>
/// Builds rows one at a time (AETG): each starts from an open tuple, and factors in random order take the value that covers the most
/// open tuples among those with which the row can still be completed. Of several candidates the best is kept. What no row can hold
/// is found here, exactly: such a tuple fails as a start.
/// </summary>
internal sealed class GreedyRows
{
    private readonly CoveringModel _model;
    private readonly TupleSpace _space;
    private readonly RowSolver _solver;
    private readonly Chance _chance;
    private readonly CancellationToken _cancellationToken;
    private readonly int[] _row;
    private readonly int[] _order;
    private readonly int[] _known;
    private readonly int[] _offsets;
    private readonly int[] _gains;
    private int _gained;

    public GreedyRows(CoveringModel model, TupleSpace space, RowSolver solver, Chance chance, CancellationToken cancellationToken)
    {
        (_model, _space, _solver, _chance, _cancellationToken) = (model, space, solver, chance, cancellationToken);
        _row = new int[model.Factors.Count];
        _order = [.. Enumerable.Range(0, _row.Length)];
        _known = new int[space.SetCount];
        _offsets = new int[space.SetCount];
        _gains = new int[model.Factors.Max(factor => factor.Values)];
    }

    /// <summary>Adds rows until no tuple is open.</summary>
    public void CoverAll(List<int[]> rows, int candidates)
    {
        while (_space.OpenCount > 0)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            if (BestRow(candidates) is { } row)
            {
                _space.Cover(row);
                rows.Add(row);
            }
        }
    }

    /// <summary>Fills the factors that are -1; null when no row that satisfies the constraints has these values.</summary>
    public int[]? Complete(ReadOnlySpan<int> partial)
    {
        Begin();
        for (var factor = 0; factor < partial.Length; factor++)
        {
            if (partial[factor] >= 0 && !TryAssign(factor, partial[factor]))
            {
                return null;
            }
        }

        Fill();
        return [.. _row];
    }

    private int[]? BestRow(int candidates)
    {
        int[]? best = null;
        var most = 0;
        for (var i = 0; i < candidates && _space.OpenCount > 0; i++)
        {
            if (Candidate() && _gained > most)
            {
                most = _gained;
                best = [.. _row];
            }
        }

        return best;
    }

    // False when the tuple to start from is in no row.
    private bool Candidate()
    {
        Begin();
        var set = FullestSet();
        var first = _space.Base(set);
        var index = _space.NextOpen(set, first + _chance.Below(_space.Base(set + 1) - first));
        for (var position = _space.Start(set); position < _space.End(set); position++)
        {
            if (!TryAssign(_space.Factors[position], _space.ValueAt(index, position)))
            {
                _space.MarkInfeasible(index);
                return false;
            }
        }

        Fill();
        return true;
    }

    private void Begin()
    {
        _solver.Reset();
        Array.Fill(_row, -1);
        Array.Clear(_known);
        Array.Clear(_offsets);
        _gained = 0;
    }

    private int FullestSet()
    {
        var (best, most, ties) = (0, 0, 0);
        for (var set = 0; set < _space.SetCount; set++)
        {
            var remaining = _space.Remaining(set);
            if (remaining > most)
            {
                (best, most, ties) = (set, remaining, 1);
            }
            else if (remaining == most && most > 0 && _chance.Below(++ties) == 0)
            {
                best = set;
            }
        }

        return best;
    }

    private void Fill()
    {
        _chance.Shuffle(_order);
        foreach (var factor in _order)
        {
            if (_row[factor] >= 0)
            {
                continue;
            }

            Weigh(factor);
            int value;
            do
            {
                value = TakeBest(_model.Factors[factor].Values);
            } while (!TryAssign(factor, value));
        }
    }

    // How many open tuples each value of the factor would cover.
    private void Weigh(int factor)
    {
        var values = _model.Factors[factor].Values;
        Array.Clear(_gains, 0, values);
        foreach (var position in _space.Positions[factor])
        {
            var set = _space.SetOf[position];
            if (_known[set] != _space.End(set) - _space.Start(set) - 1 || _space.Remaining(set) == 0)
            {
                continue;
            }

            var (index, stride) = (_space.Base(set) + _offsets[set], _space.Strides[position]);
            for (var value = 0; value < values; value++, index += stride)
            {
                _gains[value] += _space.IsOpen(index) ? 1 : 0;
            }
        }
    }

    // The solver keeps the row completable, so that one of the values always fits.
    private int TakeBest(int values)
    {
        var (best, ties) = (-1, 0);
        for (var value = 0; value < values; value++)
        {
            if (_gains[value] < 0)
            {
                continue;
            }

            if (best < 0 || _gains[value] > _gains[best])
            {
                (best, ties) = (value, 1);
            }
            else if (_gains[value] == _gains[best] && _chance.Below(++ties) == 0)
            {
                best = value;
            }
        }

        _gains[best] = -1;
        return best;
    }

    private bool TryAssign(int factor, int value)
    {
        if (!_solver.TryAssign(factor, value))
        {
            return false;
        }

        _row[factor] = value;
        foreach (var position in _space.Positions[factor])
        {
            var set = _space.SetOf[position];
            _offsets[set] += _space.Strides[position] * value;
            if (++_known[set] == _space.End(set) - _space.Start(set) && _space.IsOpen(_space.Base(set) + _offsets[set]))
            {
                _gained++;
            }
        }

        return true;
    }
}
