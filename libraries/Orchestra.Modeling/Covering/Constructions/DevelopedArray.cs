using Orchestra.Modeling.Covering.Search;

namespace Orchestra.Modeling.Covering.Constructions;

/// <summary>
/// Covering arrays of strength 2 that a group makes from few rows (Chateauneuf, Colbourn, Kreher 1999; Meagher and Stevens 2005): to
/// every value but the last a number is added modulo v - 1, the last stays. A starter row stands for v - 1 rows, so that the search
/// has v - 1 times less to do. Two columns must show every difference, and the last value on either side; (last, last) gets a row
/// of its own.
/// </summary>
internal sealed class DevelopedArray
{
    private const long StageWork = 1_000_000;

    private static readonly double[] _temperatures = [0.36, 0.32, 0.28, 0.25, 0.22, 0.2];

    private readonly int _columns;
    private readonly int _modulus;
    private readonly int _orbits;
    private readonly Chance _chance;
    private readonly int[] _counts;
    private readonly int[] _open;
    private readonly int[] _placeOf;
    private readonly double[] _accept = new double[32];
    private List<int[]> _starters = [];
    private int _uncovered;
    private int _stage;

    /// <param name="columns">How many columns.</param>
    /// <param name="values">v, at least 3.</param>
    /// <param name="chance">The search's numbers.</param>
    public DevelopedArray(int columns, int values, Chance chance)
    {
        (_columns, _modulus, _chance) = (columns, values - 1, chance);
        // Differences, (last, other), (other, last); the orbit after them is (last, last), which is not owed.
        _orbits = _modulus + 3;
        _counts = new int[columns * columns * _orbits];
        _open = new int[_counts.Length];
        _placeOf = new int[_counts.Length];
    }

    /// <summary>Effort so far, in units of about 20 ns.</summary>
    public long Work { get; private set; }

    /// <summary>The fewest starter rows found that cover everything, developed.</summary>
    public List<int[]> Complete { get; private set; } = [];

    /// <summary>One starter row fewer, with the fewest pairs uncovered that were found, developed.</summary>
    public List<int[]> Incomplete { get; private set; } = [];

    public void Run(long work, CancellationToken cancellationToken)
    {
        Load(2 * (_modulus + 3));
        var fewest = int.MaxValue;
        var nextCooling = 0L;
        while (Work < work)
        {
            if (Work >= nextCooling)
            {
                nextCooling = Work + StageWork;
                cancellationToken.ThrowIfCancellationRequested();
                Cool();
            }

            if (_uncovered < fewest)
            {
                fewest = _uncovered;
                Incomplete = Develop();
            }

            if (_uncovered == 0)
            {
                Complete = Incomplete;
                fewest = int.MaxValue;
                RemoveStarter();
            }
            else
            {
                Step();
            }
        }
    }

    // From warm to cold and again: warm rounds leave what cold ones are stuck in.
    private void Cool()
    {
        var temperature = _temperatures[_stage++ % _temperatures.Length];
        for (var loss = 0; loss < _accept.Length; loss++)
        {
            _accept[loss] = Math.Exp(-loss / temperature);
        }
    }

    private void Load(int count)
    {
        _starters =
        [
            .. Enumerable.Range(0, count).Select(_ => Enumerable.Range(0, _columns).Select(_ => _chance.Below(_modulus + 1)).ToArray()),
        ];
        for (var left = 0; left < _columns; left++)
        {
            for (var right = left + 1; right < _columns; right++)
            {
                for (var orbit = 0; orbit < _modulus + 2; orbit++)
                {
                    var index = (left * _columns + right) * _orbits + orbit;
                    _placeOf[index] = _uncovered;
                    _open[_uncovered++] = index;
                }

                // Never open, and nothing is lost with it.
                _counts[(left * _columns + right) * _orbits + _modulus + 2] = int.MaxValue / 2;
            }
        }

        foreach (var row in _starters)
        {
            ForEachPair(row, Add);
        }
    }

    private void RemoveStarter()
    {
        ForEachPair(_starters[^1], Take);
        _starters.RemoveAt(_starters.Count - 1);
    }

    private void ForEachPair(int[] row, Action<int> action)
    {
        for (var left = 0; left < _columns; left++)
        {
            for (var right = left + 1; right < _columns; right++)
            {
                action(Index(left, row[left], right, row[right]));
            }
        }
    }

    private void Step()
    {
        Work += 2;
        var (columns, orbit) = Math.DivRem(_open[_chance.Below(_uncovered)], _orbits);
        var (left, right) = Math.DivRem(columns, _columns);
        var row = _starters[_chance.Below(_starters.Count)];
        if (Change(row, left, right, orbit) is not { } change || row[change.Column] == change.Value)
        {
            return;
        }

        Work += _columns >> 3;
        var loss = Loss(row, change.Column, change.Value);
        if (loss > 0 && _chance.Unit() >= _accept[Math.Min(loss, _accept.Length - 1)])
        {
            return;
        }

        Work += _columns >> 2;
        for (var other = 0; other < _columns; other++)
        {
            if (other != change.Column)
            {
                Take(Index(change.Column, row[change.Column], other, row[other]));
                Add(Index(change.Column, change.Value, other, row[other]));
            }
        }

        row[change.Column] = change.Value;
    }

    // One cell whose change makes the two columns show the orbit; null when both would have to change.
    private (int Column, int Value)? Change(int[] row, int left, int right, int orbit)
    {
        var last = _modulus;
        if (orbit < _modulus)
        {
            var changeLeft = _chance.Below(2) == 0;
            var stays = row[changeLeft ? right : left];
            return stays == last ? null
                : changeLeft ? (left, (stays - orbit + _modulus) % _modulus)
                : (right, (stays + orbit) % _modulus);
        }

        var (lastColumn, otherColumn) = orbit == _modulus ? (left, right) : (right, left);
        return row[lastColumn] == last ? (otherColumn, _chance.Below(_modulus))
            : row[otherColumn] == last ? null
            : (lastColumn, last);
    }

    private int Loss(int[] row, int column, int value)
    {
        var loss = 0;
        for (var other = 0; other < row.Length; other++)
        {
            if (other != column)
            {
                loss += _counts[Index(column, row[column], other, row[other])] == 1 ? 1 : 0;
                loss -= _counts[Index(column, value, other, row[other])] == 0 ? 1 : 0;
            }
        }

        return loss;
    }

    private int Index(int column, int value, int other, int otherValue) =>
        column < other
            ? (column * _columns + other) * _orbits + Orbit(value, otherValue)
            : (other * _columns + column) * _orbits + Orbit(otherValue, value);

    private int Orbit(int left, int right)
    {
        if (left == _modulus)
        {
            return right == _modulus ? _modulus + 2 : _modulus;
        }

        var difference = right - left;
        return right == _modulus ? _modulus + 1
            : difference < 0 ? difference + _modulus
            : difference;
    }

    private void Add(int index)
    {
        if (_counts[index]++ == 0)
        {
            var (place, last) = (_placeOf[index], _open[--_uncovered]);
            _open[place] = last;
            _placeOf[last] = place;
        }
    }

    private void Take(int index)
    {
        if (--_counts[index] == 0)
        {
            _placeOf[index] = _uncovered;
            _open[_uncovered++] = index;
        }
    }

    private List<int[]> Develop()
    {
        var rows = new List<int[]>();
        for (var shift = 0; shift < _modulus; shift++)
        {
            foreach (var row in _starters)
            {
                rows.Add([.. row.Select(value => value == _modulus ? value : (value + shift) % _modulus)]);
            }
        }

        rows.Add([.. Enumerable.Repeat(_modulus, _columns)]);
        return rows;
    }
}
